using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Route;

/// <summary>The fixed part of link messages (<c>struct ifinfomsg</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkHeader
{
    internal byte Family;
    internal byte Padding;
    internal ushort Type;
    internal int Index;
    internal uint Flags;
    internal uint Change;
}
