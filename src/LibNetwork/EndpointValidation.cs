using System.Net;
using System.Net.Sockets;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>Checks an endpoint's request before anything is allocated (C-070, C-073, C-175).</summary>
internal static class EndpointValidation
{
    internal static void Check(Network network, EndpointConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var errors = config.Check();
        if (network.Config.ConfigOnly)
        {
            errors.ThrowIfAny();
            throw NetworkErrors.NoEndpointsOnConfiguration(); // C-050
        }

        if (network.IsPredefined)
        {
            // C-175, C-176: whoever wants these makes a network of his own.
            errors.AddIf(config.IPv4Address is not null || config.IPv6Address is not null, "user-specified IP address is supported on user-defined networks only");
            errors.AddIf(config.Aliases.Count > 0, "network-scoped aliases are only supported for user-defined networks");
        }

        CheckAddress(config.IPv4Address, AddressFamily.InterNetwork, network.Record.IPv4Pools, network, errors);
        CheckAddress(config.IPv6Address, AddressFamily.InterNetworkV6, network.Record.IPv6Pools, network, errors);
        errors.ThrowIfAny();
    }

    private static void CheckAddress(IPAddress? address, AddressFamily family, IReadOnlyList<PoolRecord> pools, Network network, ValidationErrors errors)
    {
        if (address is null)
        {
            return;
        }

        if (address.AddressFamily != family)
        {
            errors.Add($"invalid address {address}: it is not an {(family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} address");
        }
        else if (!pools.Any(pool => pool.Pool.Contains(address)))
        {
            errors.Add(pools.Count == 0 ? $"invalid address {address}: network {network.Name} has no such addresses"
                : NetworkErrors.AddressOutsidePools(address.ToString()).Message);
        }
    }
}
