using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>A register becomes (itself AND mask) XOR another value.</summary>
/// <param name="Register">What is changed, in place.</param>
/// <param name="Mask">The bits that stay.</param>
/// <param name="Xor">The bits that are turned over then; as long as the mask.</param>
public sealed record BitwiseExpression(Register Register, NftData Mask, NftData Xor) : Expression
{
    private const ushort Source = 1; // NFTA_BITWISE_SREG
    private const ushort Destination = 2; // NFTA_BITWISE_DREG
    private const ushort Length = 3; // NFTA_BITWISE_LEN
    private const ushort MaskAttribute = 4; // NFTA_BITWISE_MASK
    private const ushort XorAttribute = 5; // NFTA_BITWISE_XOR
    private const ushort Operation = 6; // NFTA_BITWISE_OP

    internal const string KernelName = "bitwise";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (source, destination, operation) = (default(Register), default(Register), 0u);
        var (mask, xor) = (default(NftData), default(NftData));
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Source:
                    source = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
                case Destination:
                    destination = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
                case MaskAttribute:
                    mask = DataAttributes.Read(attributes.Nested);
                    break;
                case XorAttribute:
                    xor = DataAttributes.Read(attributes.Nested);
                    break;
                case Operation:
                    operation = attributes.UInt32BigEndian;
                    break;
            }
        }

        return operation == 0 && source == destination ? new BitwiseExpression(source, mask, xor) : new UnknownExpression(KernelName, []);
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(Source, Register.Number);
        writer.WriteUInt32BigEndian(Destination, Register.Number);
        writer.WriteUInt32BigEndian(Length, (uint)Mask.Length);
        writer.WriteData(MaskAttribute, Mask);
        writer.WriteData(XorAttribute, Xor);
    }
}
