namespace LibNetwork.Linux.Netlink;

/// <summary>Which part of the kernel a netlink socket talks to (<c>linux/netlink.h</c>).</summary>
public enum NetlinkProtocol
{
    /// <summary>Links, addresses, routes, neighbours.</summary>
    Route = 0, // NETLINK_ROUTE

    /// <summary>Transforms: IPsec states and policies.</summary>
    Xfrm = 6, // NETLINK_XFRM

    /// <summary>nftables, conntrack and the rest of netfilter.</summary>
    Netfilter = 12, // NETLINK_NETFILTER

    /// <summary>Families that register by name: IPVS, WireGuard.</summary>
    Generic = 16, // NETLINK_GENERIC
}
