using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Route;

/// <summary>The fixed part of neighbour messages (<c>struct ndmsg</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NeighbourHeader
{
    internal byte Family;
    internal byte Padding1;
    internal ushort Padding2;
    internal int LinkIndex;
    internal ushort State;
    internal byte Flags;
    internal byte Type;
}
