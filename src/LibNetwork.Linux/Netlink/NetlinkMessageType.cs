namespace LibNetwork.Linux.Netlink;

/// <summary>The types of netlink's own messages; those of families begin at 16.</summary>
internal static class NetlinkMessageType
{
    internal const ushort Noop = 1; // NLMSG_NOOP
    internal const ushort Error = 2; // NLMSG_ERROR
    internal const ushort Done = 3; // NLMSG_DONE
    internal const ushort Overrun = 4; // NLMSG_OVERRUN
}
