using LibNetwork.Linux.Nftables;

namespace LibNetwork.Firewall;

/// <summary>Drops the multicast listener reports (MLDv2, RFC 9777) that come from sandboxes, before a bridge copies them to every other port.</summary>
/// <remarks>
/// A sandbox sends them when it gets an IPv6 address. The bridges here do no multicast snooping, so nobody reads them; but with a thousand
/// ports each would wake a thousand sandboxes, and attaching the thousandth would cost many times the first. Neighbour discovery is
/// multicast too and passes. One rule serves every network: ports are known by their group.
/// </remarks>
internal sealed class MembershipReportFilter(string instanceId, uint portGroup)
{
    private const byte ListenerReport = 143; // ICMPV6_MLD2_REPORT

    /// <summary>The table, of the family that sees bridged frames.</summary>
    internal Table Table { get; } = new(TableFamily.Bridge, $"dnet-{instanceId}") { Comment = "keeps bridge ports quiet; changes are undone" };

    /// <summary>The whole table as it should be.</summary>
    internal TableContent Content()
    {
        var chain = new Chain(Table, "prerouting") { Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Prerouting, ChainPriority.Raw) };
        var content = new TableContent(Table);
        content.Add(chain);
        content.Add(new Rule(chain, "MEMBERSHIP REPORT")
        {
            Match.InputInterfaceGroup.Is(NftData.Mark(portGroup)), Match.Icmpv6Type.Is(NftData.Of([ListenerReport])),
            Statement.Counter, Verdict.Drop,
        });
        return content;
    }
}
