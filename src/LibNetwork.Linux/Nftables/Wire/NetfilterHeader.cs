using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Nftables;

/// <summary>What every nfnetlink message begins with (<c>struct nfgenmsg</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NetfilterHeader(TableFamily family, ushort resource = 0)
{
    internal const int Size = 4;

    private readonly byte _family = (byte)family;
    private readonly byte _version; // NFNETLINK_V0
    private readonly ushort _resource = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(resource) : resource;
}
