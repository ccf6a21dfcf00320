using System.Net.NetworkInformation;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.Linux.Route;

/// <summary>A veth pair to make: this end in the socket's namespace, the peer where it is wanted.</summary>
public readonly struct VethSpec
{
    /// <summary>Makes a specification of nothing but the two names, 1–15 bytes each.</summary>
    public VethSpec(string name, string peerName) => (Name, PeerName) = (name, peerName);

    /// <summary>This end's name.</summary>
    public string Name { get; }

    /// <summary>The peer's name; final, so that nothing needs renaming.</summary>
    public string PeerName { get; }

    /// <summary>Where the peer is born. Default: beside this end.</summary>
    public NetworkNamespace? PeerNamespace { get; init; }

    /// <summary>This end's MAC address. Default: the kernel's choice, at random.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>The peer's MAC address. Default: the kernel's choice, at random.</summary>
    public PhysicalAddress? PeerAddress { get; init; }

    /// <summary>The MTU of both ends, in bytes, 68–65,535. Default (0): the kernel's, 1,500.</summary>
    public int Mtu { get; init; }

    /// <summary>The index of the link, such as a bridge, that this end becomes a port of. Default (0): none.</summary>
    public int MasterIndex { get; init; }

    /// <summary>This end's group. Default: 0.</summary>
    public uint Group { get; init; }

    /// <summary>Whether this end is switched on at once. Default: false. The peer never is: the kernel refuses it (ENOTCONN).</summary>
    public bool Up { get; init; }

    /// <summary>The number of transmit and receive queues of each end. Default (0): the kernel's.</summary>
    public int Queues { get; init; }
}
