using System.Runtime.InteropServices;

namespace LibNetwork.Bench.Floor;

/// <summary><c>struct rtmsg</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RouteHeader(
    byte Family, byte DestinationLength, byte SourceLength, byte TypeOfService, byte Table, byte Protocol, byte Scope, byte Type, uint Flags)
{
    /// <summary>A default route by a gateway: main table, protocol static, unicast.</summary>
    internal static RouteHeader Default(byte family) => new(family, 0, 0, 0, Table: 254, Protocol: 4, Scope: 0, Type: 1, Flags: 0);
}
