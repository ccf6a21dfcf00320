using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Sandboxing;

/// <summary>What an interface inside a sandbox is to be like.</summary>
internal sealed record InterfacePlan
{
    /// <summary>The link's name on the host, for one that is still to be moved.</summary>
    public required string HostName { get; init; }

    /// <summary>Its name inside.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it was born inside.</summary>
    public required bool CreatedInSandbox { get; init; }

    public PhysicalAddress? MacAddress { get; init; }

    public CidrAddress? Address { get; init; }

    public CidrAddress? AddressIPv6 { get; init; }

    public IReadOnlyList<IPAddress> LinkLocalAddresses { get; init; } = [];

    /// <summary>Kernel parameters of the interface, set before it is up.</summary>
    public IReadOnlyList<string> Sysctls { get; init; } = [];

    public IReadOnlyList<RouteRecord> Routes { get; init; } = [];

    /// <summary>The sandbox's IPv4 default route, when it is by this interface.</summary>
    public DefaultRoute? DefaultRoute { get; init; }

    /// <summary>The sandbox's IPv6 default route, when it is by this interface.</summary>
    public DefaultRoute? DefaultRouteIPv6 { get; init; }

    /// <summary>The interface whose IPv4 default route goes, because the driver of this one makes its own; null when none does.</summary>
    public string? FormerGateway { get; init; }

    /// <summary>The same for IPv6.</summary>
    public string? FormerGatewayIPv6 { get; init; }
}
