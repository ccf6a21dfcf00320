using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Route;

/// <summary>The fixed part of address messages (<c>struct ifaddrmsg</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AddressHeader
{
    internal byte Family;
    internal byte PrefixLength;
    internal byte Flags;
    internal byte Scope;
    internal int LinkIndex;
}
