namespace LibNetwork.Linux.Route;

/// <summary>Attributes of route messages (<c>linux/rtnetlink.h</c>).</summary>
internal static class RouteAttribute
{
    internal const ushort Destination = 1; // RTA_DST
    internal const ushort OutputLink = 4; // RTA_OIF
    internal const ushort Gateway = 5; // RTA_GATEWAY
    internal const ushort Metric = 6; // RTA_PRIORITY
    internal const ushort PreferredSource = 7; // RTA_PREFSRC
    internal const ushort Table = 15; // RTA_TABLE
}
