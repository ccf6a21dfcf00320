namespace LibNetwork.Linux.Nftables;

/// <summary>Which packets a table sees (<c>NFPROTO_*</c>, <c>linux/netfilter.h</c>).</summary>
public enum TableFamily : byte
{
    /// <summary>Of no table: for questions about all of them.</summary>
    Any = 0, // NFPROTO_UNSPEC

    /// <summary>IPv4 and IPv6: <c>inet</c>.</summary>
    Inet = 1, // NFPROTO_INET

    /// <summary>IPv4: <c>ip</c>.</summary>
    IPv4 = 2, // NFPROTO_IPV4

    /// <summary>ARP: <c>arp</c>.</summary>
    Arp = 3, // NFPROTO_ARP

    /// <summary>Everything that one device receives or sends: <c>netdev</c>.</summary>
    Netdev = 5, // NFPROTO_NETDEV

    /// <summary>Frames that cross a Linux bridge: <c>bridge</c>.</summary>
    Bridge = 7, // NFPROTO_BRIDGE

    /// <summary>IPv6: <c>ip6</c>.</summary>
    IPv6 = 10, // NFPROTO_IPV6
}
