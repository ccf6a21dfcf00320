using System.Net;
using System.Net.NetworkInformation;

namespace LibNetwork.Linux.Route;

/// <summary>A neighbour known by hand, or one that is answered for.</summary>
public readonly struct NeighbourSpec
{
    /// <summary>Makes a specification of link and address.</summary>
    public NeighbourSpec(int linkIndex, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        (LinkIndex, Address) = (linkIndex, address);
    }

    /// <summary>The link's index.</summary>
    public int LinkIndex { get; }

    /// <summary>The neighbour's IP address.</summary>
    public IPAddress Address { get; }

    /// <summary>The neighbour's MAC address; not for a proxy entry.</summary>
    public PhysicalAddress? Mac { get; init; }

    /// <summary>Whether this host answers for the address on the link (proxy ARP, proxy NDP). Default: false.</summary>
    public bool Proxy { get; init; }

    /// <summary>What is taken as known. Default: <see cref="NeighbourState.Permanent"/>.</summary>
    public NeighbourState State { get; init; }
}
