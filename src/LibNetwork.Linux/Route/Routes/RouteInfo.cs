using System.Net;

namespace LibNetwork.Linux.Route;

/// <summary>A route as the kernel describes it.</summary>
public sealed record RouteInfo
{
    /// <summary>Where to; a prefix of length 0 is everywhere.</summary>
    public required IPNetwork Destination { get; init; }

    /// <summary>The next hop, or null.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The index of the link it leaves by, or 0.</summary>
    public int LinkIndex { get; init; }

    /// <summary>The source address that packets get, or null.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>How far it reaches.</summary>
    public RouteScope Scope { get; init; }

    /// <summary>The table.</summary>
    public uint Table { get; init; }

    /// <summary>What it does.</summary>
    public RouteKind Kind { get; init; }

    /// <summary>Who made it.</summary>
    public RouteProtocol Protocol { get; init; }

    /// <summary>The metric, lower wins.</summary>
    public uint Metric { get; init; }

    /// <summary>Whether it is a default route.</summary>
    public bool IsDefault => Destination.PrefixLength == 0;
}
