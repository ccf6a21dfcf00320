namespace LibNetwork.Linux.Route;

/// <summary>Attributes of a bridge's port (<c>IFLA_BRPORT_*</c>, <c>linux/if_link.h</c>).</summary>
internal static class BridgePortAttribute
{
    internal const ushort State = 1; // IFLA_BRPORT_STATE
    internal const ushort Hairpin = 4; // IFLA_BRPORT_MODE
    internal const ushort Guard = 5; // IFLA_BRPORT_GUARD
    internal const ushort Learning = 8; // IFLA_BRPORT_LEARNING
    internal const ushort UnicastFlood = 9; // IFLA_BRPORT_UNICAST_FLOOD
    internal const ushort MulticastFlood = 27; // IFLA_BRPORT_MCAST_FLOOD
    internal const ushort BroadcastFlood = 30; // IFLA_BRPORT_BCAST_FLOOD
    internal const ushort GroupForwardMask = 31; // IFLA_BRPORT_GROUP_FWD_MASK
    internal const ushort NeighbourSuppress = 32; // IFLA_BRPORT_NEIGH_SUPPRESS
    internal const ushort Isolated = 33; // IFLA_BRPORT_ISOLATED

    internal const byte Forwarding = 3; // BR_STATE_FORWARDING
}
