using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Looks a key up in a set or map; ends the rule when it is not there.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Key">Where the key lies.</param>
public sealed record LookupExpression(string Set, Register Key) : Expression
{
    private const ushort SetAttribute = 1; // NFTA_LOOKUP_SET
    private const ushort Source = 2; // NFTA_LOOKUP_SREG
    private const ushort DestinationAttribute = 3; // NFTA_LOOKUP_DREG
    private const ushort Flags = 5; // NFTA_LOOKUP_FLAGS
    private const uint VerdictRegister = 0; // NFT_REG_VERDICT
    private const uint InvertedFlag = 1; // NFT_LOOKUP_F_INV

    /// <summary>Where a map's value goes; null for a set.</summary>
    public Register? Destination { get; init; }

    /// <summary>Whether the value is a verdict, and decides.</summary>
    public bool Verdict { get; init; }

    /// <summary>Whether the rule goes on when the key is <em>not</em> there.</summary>
    public bool Inverted { get; init; }

    internal const string KernelName = "lookup";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var expression = new LookupExpression("", default);
        while (attributes.Read())
        {
            expression = attributes.Type switch
            {
                SetAttribute => expression with { Set = attributes.Text },
                Source => expression with { Key = Register.FromNumber(attributes.UInt32BigEndian) },
                DestinationAttribute when attributes.UInt32BigEndian == VerdictRegister => expression with { Verdict = true },
                DestinationAttribute => expression with { Destination = Register.FromNumber(attributes.UInt32BigEndian) },
                Flags => expression with { Inverted = (attributes.UInt32BigEndian & InvertedFlag) != 0 },
                _ => expression,
            };
        }

        return expression;
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteString(SetAttribute, Set);
        writer.WriteUInt32BigEndian(Source, Key.Number);
        if (Verdict || Destination is not null)
        {
            writer.WriteUInt32BigEndian(DestinationAttribute, Destination?.Number ?? VerdictRegister);
        }

        if (Inverted)
        {
            writer.WriteUInt32BigEndian(Flags, InvertedFlag);
        }
    }
}
