namespace LibNetwork.Linux.Route;

/// <summary>Attributes of a bridge (<c>IFLA_BR_*</c>, <c>linux/if_link.h</c>).</summary>
internal static class BridgeAttribute
{
    internal const ushort ForwardDelay = 1; // IFLA_BR_FORWARD_DELAY, in 1/100 s
    internal const ushort AgeingTime = 4; // IFLA_BR_AGEING_TIME, in 1/100 s
    internal const ushort StpState = 5; // IFLA_BR_STP_STATE
    internal const ushort VlanFiltering = 7; // IFLA_BR_VLAN_FILTERING
    internal const ushort GroupForwardMask = 9; // IFLA_BR_GROUP_FWD_MASK
    internal const ushort MulticastSnooping = 23; // IFLA_BR_MCAST_SNOOPING
    internal const ushort NetfilterCallIptables = 36; // IFLA_BR_NF_CALL_IPTABLES
    internal const ushort NetfilterCallIp6tables = 37; // IFLA_BR_NF_CALL_IP6TABLES
    internal const ushort VlanDefaultPortId = 39; // IFLA_BR_VLAN_DEFAULT_PVID
}
