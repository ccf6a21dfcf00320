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

    public IReadOnlyList<RouteRecord> Routes { get; init; } = [];

    /// <summary>The sandbox's IPv4 default gateway, when it is on this interface.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The sandbox's IPv6 default gateway, when it is on this interface.</summary>
    public IPAddress? GatewayIPv6 { get; init; }
}
