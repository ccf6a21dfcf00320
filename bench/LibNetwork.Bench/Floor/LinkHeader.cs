using System.Runtime.InteropServices;

namespace LibNetwork.Bench.Floor;

/// <summary><c>struct ifinfomsg</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkHeader
{
    private const uint Up = 1; // IFF_UP

    private byte _family;
    private byte _padding;
    private ushort _type;
    private int _index;
    private uint _flags;
    private uint _change;

    internal LinkHeader(int index = 0, bool up = false)
    {
        _family = 0;
        _padding = 0;
        _type = 0;
        _index = index;
        _flags = up ? Up : 0;
        _change = _flags;
    }
}
