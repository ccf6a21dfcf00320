using System.Net;

namespace LibNetwork.Linux.Route;

/// <summary>An address of a link as the kernel describes it.</summary>
public sealed record AddressInfo
{
    /// <summary>The link's index.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The length of the prefix that is reached directly.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The far end of a point-to-point link, or null.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>The IPv4 broadcast address, or null.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>How far it is valid.</summary>
    public RouteScope Scope { get; init; }

    /// <summary>Who gave it; 0 when nobody says.</summary>
    public byte Protocol { get; init; }

    /// <summary>Its flags.</summary>
    public AddressFlags Flags { get; init; }

    /// <summary>Whether the kernel still asks the segment for a second owner; it does not serve yet.</summary>
    public bool IsTentative => Flags.HasFlag(AddressFlags.Tentative);
}
