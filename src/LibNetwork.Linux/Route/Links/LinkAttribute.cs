namespace LibNetwork.Linux.Route;

/// <summary>Attributes of link messages (<c>linux/if_link.h</c>).</summary>
internal static class LinkAttribute
{
    internal const ushort Address = 1; // IFLA_ADDRESS
    internal const ushort Name = 3; // IFLA_IFNAME
    internal const ushort Mtu = 4; // IFLA_MTU
    internal const ushort Link = 5; // IFLA_LINK
    internal const ushort Master = 10; // IFLA_MASTER
    internal const ushort TransmitQueueLength = 13; // IFLA_TXQLEN
    internal const ushort OperationalState = 16; // IFLA_OPERSTATE
    internal const ushort LinkInfo = 18; // IFLA_LINKINFO
    internal const ushort Alias = 20; // IFLA_IFALIAS
    internal const ushort Statistics64 = 23; // IFLA_STATS64
    internal const ushort FamilySpecific = 26; // IFLA_AF_SPEC
    internal const ushort Group = 27; // IFLA_GROUP
    internal const ushort NamespaceDescriptor = 28; // IFLA_NET_NS_FD
    internal const ushort ExtendedMask = 29; // IFLA_EXT_MASK
    internal const ushort TransmitQueues = 31; // IFLA_NUM_TX_QUEUES
    internal const ushort ReceiveQueues = 32; // IFLA_NUM_RX_QUEUES
    internal const ushort LinkNamespaceId = 37; // IFLA_LINK_NETNSID
    internal const ushort Properties = 52; // IFLA_PROP_LIST
    internal const ushort AlternativeName = 53; // IFLA_ALT_IFNAME

    internal const ushort InfoKind = 1; // IFLA_INFO_KIND
    internal const ushort InfoData = 2; // IFLA_INFO_DATA
    internal const ushort InfoSlaveKind = 4; // IFLA_INFO_SLAVE_KIND
    internal const ushort InfoSlaveData = 5; // IFLA_INFO_SLAVE_DATA

    internal const ushort VethPeer = 1; // VETH_INFO_PEER
    internal const ushort AddressGenerationMode = 8; // IFLA_INET6_ADDR_GEN_MODE

    internal const uint SkipStatistics = 1 << 3; // RTEXT_FILTER_SKIP_STATS
    internal const ushort Nested = 0x8000; // NLA_F_NESTED
}
