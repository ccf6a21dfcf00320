using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Ends the rule unless a register lies between two values, as big-endian numbers.</summary>
/// <param name="Register">What is compared.</param>
/// <param name="First">The least that matches.</param>
/// <param name="Last">The greatest that matches.</param>
public sealed record RangeExpression(Register Register, NftData First, NftData Last) : Expression
{
    private const ushort Source = 1; // NFTA_RANGE_SREG
    private const ushort Operator = 2; // NFTA_RANGE_OP
    private const ushort From = 3; // NFTA_RANGE_FROM_DATA
    private const ushort To = 4; // NFTA_RANGE_TO_DATA

    /// <summary>Whether it matches what lies outside instead.</summary>
    public bool Inverted { get; init; }

    internal const string KernelName = "range";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (register, inverted, first, last) = (default(Register), false, default(NftData), default(NftData));
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Source:
                    register = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
                case Operator:
                    inverted = attributes.UInt32BigEndian == 1; // NFT_RANGE_NEQ
                    break;
                case From:
                    first = DataAttributes.Read(attributes.Nested);
                    break;
                case To:
                    last = DataAttributes.Read(attributes.Nested);
                    break;
            }
        }

        return new RangeExpression(register, first, last) { Inverted = inverted };
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(Source, Register.Number);
        writer.WriteUInt32BigEndian(Operator, Inverted ? 1u : 0u);
        writer.WriteData(From, First);
        writer.WriteData(To, Last);
    }
}
