using System.Net.NetworkInformation;
using LibNetwork.Api;
using Endpoint = LibNetwork.Endpoint;

namespace Dnetd.Endpoints;

/// <summary>Endpoints as they are answered.</summary>
internal static class EndpointResources
{
    internal static EndpointResource Inspect(Endpoint endpoint)
    {
        var sandbox = endpoint.Sandbox;
        return new EndpointResource
        {
            Name = endpoint.Name,
            Id = endpoint.Id,
            Created = endpoint.Created,
            Network = endpoint.Network.Name,
            NetworkId = endpoint.Network.Id,
            Sandbox = sandbox?.Name ?? "",
            SandboxId = sandbox?.Id ?? "",
            InterfaceName = endpoint.InterfaceName,
            MacAddress = Mac(endpoint.MacAddress),
            IPv4Address = endpoint.Address?.ToString() ?? "",
            IPv6Address = endpoint.AddressIPv6?.ToString() ?? "",
            Gateway = endpoint.Gateway?.ToString() ?? "",
            IPv6Gateway = endpoint.GatewayIPv6?.ToString() ?? "",
            GatewayPriority = endpoint.Config.GatewayPriority,
            Aliases = endpoint.Config.Aliases,
            LinkLocalAddresses = [.. endpoint.Config.LinkLocalAddresses.Select(address => address.ToString())],
            Sysctls = endpoint.Config.Sysctls,
            DriverOpts = endpoint.Config.DriverOptions,
        };
    }

    /// <summary>As a member of its network. (I-071)</summary>
    internal static NetworkContainer Member(Endpoint endpoint) => new()
    {
        Name = endpoint.Name,
        EndpointId = endpoint.Id,
        MacAddress = Mac(endpoint.MacAddress),
        IPv4Address = endpoint.Address?.ToString() ?? "",
        IPv6Address = endpoint.AddressIPv6?.ToString() ?? "",
    };

    private static string Mac(PhysicalAddress? address) => address is null
        ? ""
        : string.Join(':', address.GetAddressBytes().Select(part => part.ToString("x2", null)));
}
