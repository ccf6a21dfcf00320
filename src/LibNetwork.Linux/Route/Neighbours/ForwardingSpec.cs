using System.Net;
using System.Net.NetworkInformation;

namespace LibNetwork.Linux.Route;

/// <summary>An entry of a forwarding database: behind which port, or which remote host, a MAC address is.</summary>
public readonly struct ForwardingSpec
{
    /// <summary>Makes a specification of link and MAC address.</summary>
    public ForwardingSpec(int linkIndex, PhysicalAddress mac)
    {
        ArgumentNullException.ThrowIfNull(mac);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        (LinkIndex, Mac) = (linkIndex, mac);
    }

    /// <summary>The link's index: a bridge's port, or a vxlan link.</summary>
    public int LinkIndex { get; }

    /// <summary>The MAC address; all zeros on a vxlan link for frames to unknown addresses.</summary>
    public PhysicalAddress Mac { get; }

    /// <summary>The remote host of a vxlan link. Default: none.</summary>
    public IPAddress? Remote { get; init; }

    /// <summary>The remote host's UDP port. Default (0): the link's.</summary>
    public ushort Port { get; init; }

    /// <summary>The VXLAN network identifier. Default (0): the link's.</summary>
    public uint Vni { get; init; }

    /// <summary>The VLAN. Default (0): none.</summary>
    public ushort Vlan { get; init; }

    /// <summary>Whether the entry is in the bridge's database, not in the link's own. Default: false.</summary>
    public bool InBridge { get; init; }

    /// <summary>Whether it is one of several for the address, as flooding wants. Default: false.</summary>
    public bool Append { get; init; }
}
