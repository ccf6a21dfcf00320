using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Reads bytes of a packet.</summary>
/// <param name="Register">Where they go.</param>
/// <param name="Base">The header that <paramref name="Offset"/> counts from.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many bytes, 1 to 64.</param>
public sealed record PayloadExpression(Register Register, PayloadBase Base, uint Offset, uint Length) : Expression
{
    private const ushort Destination = 1; // NFTA_PAYLOAD_DREG
    private const ushort BaseAttribute = 2; // NFTA_PAYLOAD_BASE
    private const ushort OffsetAttribute = 3; // NFTA_PAYLOAD_OFFSET
    private const ushort LengthAttribute = 4; // NFTA_PAYLOAD_LEN

    internal const string KernelName = "payload";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (register, from, offset, length) = (default(Register), default(PayloadBase), 0u, 0u);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Destination:
                    register = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
                case BaseAttribute:
                    from = (PayloadBase)attributes.UInt32BigEndian;
                    break;
                case OffsetAttribute:
                    offset = attributes.UInt32BigEndian;
                    break;
                case LengthAttribute:
                    length = attributes.UInt32BigEndian;
                    break;
                default:
                    return new UnknownExpression(KernelName, [.. attributes.Value]); // a write, which we never make
            }
        }

        return new PayloadExpression(register, from, offset, length);
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(Destination, Register.Number);
        writer.WriteUInt32BigEndian(BaseAttribute, (uint)Base);
        writer.WriteUInt32BigEndian(OffsetAttribute, Offset);
        writer.WriteUInt32BigEndian(LengthAttribute, Length);
    }
}
