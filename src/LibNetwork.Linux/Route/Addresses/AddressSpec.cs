using System.Net;

namespace LibNetwork.Linux.Route;

/// <summary>An address of a link.</summary>
public readonly struct AddressSpec
{
    /// <summary>Makes a specification of nothing but link, address and prefix length (0–32 or 0–128).</summary>
    public AddressSpec(int linkIndex, IPAddress address, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            prefixLength, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? 128 : 32);
        (LinkIndex, Address, PrefixLength) = (linkIndex, address, prefixLength);
    }

    /// <summary>The link's index.</summary>
    public int LinkIndex { get; }

    /// <summary>The address.</summary>
    public IPAddress Address { get; }

    /// <summary>The length of the prefix that is reached directly.</summary>
    public int PrefixLength { get; }

    /// <summary>The IPv4 broadcast address. Default: none.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>The far end of a point-to-point link. Default: none.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>Whether the IPv6 address is used at once, without asking the segment for a second owner. Default: false.</summary>
    public bool NoDuplicateDetection { get; init; }

    /// <summary>Whether the kernel leaves out the route to the prefix. Default: false.</summary>
    public bool NoPrefixRoute { get; init; }

    /// <summary>Who gave it, 4–255 (<c>proto</c> to <c>ip</c>); before Linux 5.18 it is not kept. Default: 0, nobody says.</summary>
    public byte Protocol { get; init; }

    /// <summary>How far the address is valid. Default: everywhere.</summary>
    public RouteScope Scope { get; init; }
}
