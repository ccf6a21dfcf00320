using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Route;

/// <summary>The fixed part of route messages (<c>struct rtmsg</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RouteHeader
{
    internal byte Family;
    internal byte DestinationLength;
    internal byte SourceLength;
    internal byte TypeOfService;
    internal byte Table;
    internal byte Protocol;
    internal byte Scope;
    internal byte Type;
    internal uint Flags;
}
