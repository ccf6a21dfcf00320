using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Ends the rule when packets come faster than this.</summary>
/// <param name="Rate">How many packets in one unit.</param>
/// <param name="UnitSeconds">The unit of time in seconds.</param>
/// <param name="Burst">How many may come at once on top.</param>
public sealed record LimitExpression(ulong Rate, ulong UnitSeconds, uint Burst) : Expression
{
    private const ushort RateAttribute = 1; // NFTA_LIMIT_RATE
    private const ushort Unit = 2; // NFTA_LIMIT_UNIT
    private const ushort BurstAttribute = 3; // NFTA_LIMIT_BURST
    private const ushort Type = 4; // NFTA_LIMIT_TYPE
    private const ushort Flags = 5; // NFTA_LIMIT_FLAGS
    private const uint Packets = 0; // NFT_LIMIT_PKTS
    private const uint InvertedFlag = 1; // NFT_LIMIT_F_INV

    /// <summary>Whether it ends the rule when they come slower instead (<c>limit rate over</c>).</summary>
    public bool Inverted { get; init; }

    internal const string KernelName = "limit";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var expression = new LimitExpression(0, 0, 0);
        while (attributes.Read())
        {
            expression = attributes.Type switch
            {
                RateAttribute => expression with { Rate = attributes.UInt64BigEndian },
                Unit => expression with { UnitSeconds = attributes.UInt64BigEndian },
                BurstAttribute => expression with { Burst = attributes.UInt32BigEndian },
                Flags => expression with { Inverted = (attributes.UInt32BigEndian & InvertedFlag) != 0 },
                _ => expression,
            };
        }

        return expression;
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt64BigEndian(RateAttribute, Rate);
        writer.WriteUInt64BigEndian(Unit, UnitSeconds);
        writer.WriteUInt32BigEndian(BurstAttribute, Burst);
        writer.WriteUInt32BigEndian(Type, Packets);
        writer.WriteUInt32BigEndian(Flags, Inverted ? InvertedFlag : 0);
    }
}
