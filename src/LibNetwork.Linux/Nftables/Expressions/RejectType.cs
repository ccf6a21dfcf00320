namespace LibNetwork.Linux.Nftables;

/// <summary>How the sender of a rejected packet is told (<c>enum nft_reject_types</c>).</summary>
public enum RejectType : uint
{
    /// <summary>By an ICMP or ICMPv6 message whose code is that protocol's own.</summary>
    IcmpUnreachable = 0, // NFT_REJECT_ICMP_UNREACH

    /// <summary>By a TCP reset.</summary>
    TcpReset = 1, // NFT_REJECT_TCP_RST

    /// <summary>By ICMP or ICMPv6, whichever fits; the code is a <see cref="RejectReason"/>.</summary>
    IcmpxUnreachable = 2, // NFT_REJECT_ICMPX_UNREACH
}
