using System.Net;
using System.Net.NetworkInformation;

namespace LibNetwork.Linux.Route;

/// <summary>A neighbour, or a forwarding entry, as the kernel describes it.</summary>
public sealed record NeighbourInfo
{
    /// <summary>The link's index.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The neighbour's IP address; of a forwarding entry the remote host; null when there is none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The MAC address, or null.</summary>
    public PhysicalAddress? Mac { get; init; }

    /// <summary>What is known.</summary>
    public NeighbourState State { get; init; }

    /// <summary>Whether this host answers for the address.</summary>
    public bool IsProxy { get; init; }

    /// <summary>Whether the entry is in the link's own forwarding database, not in its bridge's.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The index of the bridge of a forwarding entry, or 0.</summary>
    public int MasterIndex { get; init; }

    /// <summary>The VLAN of a forwarding entry, or 0.</summary>
    public ushort Vlan { get; init; }

    /// <summary>The VXLAN network identifier of a forwarding entry, or 0.</summary>
    public uint Vni { get; init; }
}
