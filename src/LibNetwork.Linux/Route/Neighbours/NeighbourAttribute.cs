namespace LibNetwork.Linux.Route;

/// <summary>Attributes and flags of neighbour messages (<c>linux/neighbour.h</c>).</summary>
internal static class NeighbourAttribute
{
    internal const ushort Destination = 1; // NDA_DST
    internal const ushort Mac = 2; // NDA_LLADDR
    internal const ushort Vlan = 5; // NDA_VLAN
    internal const ushort Port = 6; // NDA_PORT, big-endian
    internal const ushort Vni = 7; // NDA_VNI
    internal const ushort Master = 9; // NDA_MASTER

    internal const byte Self = 0x02; // NTF_SELF
    internal const byte OfMaster = 0x04; // NTF_MASTER
    internal const byte Proxy = 0x08; // NTF_PROXY
}
