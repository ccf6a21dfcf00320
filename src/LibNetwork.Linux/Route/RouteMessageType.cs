namespace LibNetwork.Linux.Route;

/// <summary>The messages of rtnetlink (<c>linux/rtnetlink.h</c>).</summary>
internal static class RouteMessageType
{
    internal const ushort NewLink = 16; // RTM_NEWLINK
    internal const ushort DeleteLink = 17; // RTM_DELLINK
    internal const ushort GetLink = 18; // RTM_GETLINK
    internal const ushort NewAddress = 20; // RTM_NEWADDR
    internal const ushort DeleteAddress = 21; // RTM_DELADDR
    internal const ushort GetAddress = 22; // RTM_GETADDR
    internal const ushort NewRoute = 24; // RTM_NEWROUTE
    internal const ushort DeleteRoute = 25; // RTM_DELROUTE
    internal const ushort GetRoute = 26; // RTM_GETROUTE
    internal const ushort NewNeighbour = 28; // RTM_NEWNEIGH
    internal const ushort DeleteNeighbour = 29; // RTM_DELNEIGH
    internal const ushort GetNeighbour = 30; // RTM_GETNEIGH
    internal const ushort NewNamespaceId = 88; // RTM_NEWNSID
    internal const ushort GetNamespaceId = 90; // RTM_GETNSID
    internal const ushort NewLinkProperty = 108; // RTM_NEWLINKPROP
    internal const ushort DeleteLinkProperty = 109; // RTM_DELLINKPROP
}
