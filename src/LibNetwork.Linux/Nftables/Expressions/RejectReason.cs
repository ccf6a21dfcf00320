namespace LibNetwork.Linux.Nftables;

/// <summary>Why a packet was rejected, in the terms of either IP version (<c>enum nft_reject_inet_code</c>).</summary>
public enum RejectReason : byte
{
    /// <summary>There is no route.</summary>
    NoRoute = 0, // NFT_REJECT_ICMPX_NO_ROUTE

    /// <summary>Nobody listens.</summary>
    PortUnreachable = 1, // NFT_REJECT_ICMPX_PORT_UNREACH

    /// <summary>The host is not there.</summary>
    HostUnreachable = 2, // NFT_REJECT_ICMPX_HOST_UNREACH

    /// <summary>It is forbidden.</summary>
    AdministrativelyProhibited = 3, // NFT_REJECT_ICMPX_ADMIN_PROHIBITED
}
