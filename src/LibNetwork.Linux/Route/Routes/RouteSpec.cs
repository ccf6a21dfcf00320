using System.Net;
using System.Net.Sockets;

namespace LibNetwork.Linux.Route;

/// <summary>A route to add or delete.</summary>
public readonly struct RouteSpec
{
    /// <summary>Makes a specification whose members are set one by one.</summary>
    public RouteSpec()
    {
    }

    /// <summary>Where to. Default (null): everywhere, in the family of <see cref="Gateway"/> or else <see cref="Family"/>.</summary>
    public IPNetwork? Destination { get; init; }

    /// <summary>The next hop. Default: none, the destination is on the link's segment.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The index of the link it leaves by. Default (0): the kernel finds it by the gateway.</summary>
    public int LinkIndex { get; init; }

    /// <summary>The family of a default route without a gateway. Default: IPv4.</summary>
    public AddressFamily Family { get; init; }

    /// <summary>How far it reaches. Default: the link for IPv4 without a gateway, the host for a local route, else everywhere.</summary>
    public RouteScope? Scope { get; init; }

    /// <summary>The table. Default: 254, the main one.</summary>
    public uint Table { get; init; } = 254; // RT_TABLE_MAIN

    /// <summary>What it does. Default: it sends on.</summary>
    public RouteKind Kind { get; init; } = RouteKind.Unicast;

    /// <summary>Who made it. Default: <see cref="RouteProtocol.Static"/>.</summary>
    public RouteProtocol Protocol { get; init; } = RouteProtocol.Static;

    /// <summary>The metric, lower wins. Default (0): 0 for IPv4, 1,024 for IPv6.</summary>
    public uint Metric { get; init; }

    /// <summary>The address of ours that packets carry as their source. Default: the kernel's choice.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Whether the gateway is taken to be on the link's segment though no address says so. Default: false.</summary>
    public bool OnLink { get; init; }

    internal bool IsV6 =>
        (Destination?.BaseAddress.AddressFamily ?? Gateway?.AddressFamily ?? Family) == AddressFamily.InterNetworkV6;

    internal RouteScope EffectiveScope => Scope ?? (IsV6, Kind, Gateway) switch
    {
        (true, _, _) => RouteScope.Universe,
        (_, RouteKind.Local, _) => RouteScope.Host,
        (_, RouteKind.Unicast or RouteKind.Broadcast or RouteKind.Multicast, null) => RouteScope.Link,
        _ => RouteScope.Universe,
    };
}
