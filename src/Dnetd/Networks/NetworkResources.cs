using Dnetd.Endpoints;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using Endpoint = LibNetwork.Endpoint;

namespace Dnetd.Networks;

/// <summary>Networks as they are answered. (I-069 to I-071)</summary>
internal static class NetworkResources
{
    /// <summary>As in a list: without endpoints.</summary>
    internal static NetworkResource Summary(Network network) => new()
    {
        Name = network.Name,
        Id = network.Id,
        Created = network.Created,
        Scope = network.Scope.ToWire(),
        Driver = network.Config.Driver,
        EnableIPv4 = network.Config.EnableIPv4,
        EnableIPv6 = network.Config.EnableIPv6,
        Ipam = new NetworkIpam
        {
            Driver = network.Config.IpamDriver,
            Options = network.Config.IpamOptions.Count == 0 ? null : network.Config.IpamOptions,
            Config = Pools(network),
        },
        Internal = network.Config.Internal,
        Attachable = network.Config.Attachable,
        ConfigOnly = network.Config.ConfigOnly,
        ConfigFrom = new NetworkReference { Network = network.Config.ConfigFrom },
        Options = network.Config.DriverOptions,
        Labels = network.Config.Labels,
    };

    /// <summary>As inspected: with endpoints and, if wanted, how full the pools are.</summary>
    internal static NetworkResource Inspect(Network network, IReadOnlyList<NetworkPoolStatus> pools) => Summary(network) with
    {
        Status = pools.Count == 0 ? null : new NetworkStatus { Ipam = new IpamStatus { Subnets = Status(pools) } },
        Containers = new SortedDictionary<string, NetworkContainer>(
            network.Endpoints.ToDictionary(Key, EndpointResources.Member, StringComparer.Ordinal), StringComparer.Ordinal),
    };

    private static SortedDictionary<string, SubnetStatus> Status(IReadOnlyList<NetworkPoolStatus> pools)
    {
        var subnets = new SortedDictionary<string, SubnetStatus>(StringComparer.Ordinal);
        foreach (var (subnet, status) in pools)
        {
            subnets[subnet.ToString()] = new SubnetStatus
            {
                AddressesInUse = status.AddressesInUse,
                DynamicAddressesAvailable = status.DynamicAddressesAvailable,
            };
        }

        return subnets;
    }

    private static string Key(Endpoint endpoint) => endpoint.Sandbox?.Id ?? $"ep-{endpoint.Id}";

    // What the user gave comes first, IPv4 before IPv6; a family of which nothing was given follows with what was allocated. (I-070)
    private static List<NetworkIpamConfig> Pools(Network network)
    {
        var asked = network.Config.IpamPools.Where(pool => pool.Subnet.Length > 0).ToLookup(pool => pool.Subnet.Contains(':', StringComparison.Ordinal));
        var (ipv4, ipv6) = (network.IPv4Data, network.IPv6Data);
        return
        [
            .. asked[false].Select(pool => Asked(pool, ipv4)),
            .. asked[true].Select(pool => Asked(pool, ipv6)),
            .. asked.Contains(false) ? [] : Allocated(ipv4),
            .. asked.Contains(true) ? [] : Allocated(ipv6),
        ];
    }

    private static NetworkIpamConfig Asked(IpamPoolConfig pool, IReadOnlyList<IpamData> allocated)
    {
        var data = allocated.FirstOrDefault(data => CidrAddress.TryParse(pool.Subnet, out var subnet) && data.Pool?.Network == subnet.Network);
        return new NetworkIpamConfig
        {
            Subnet = pool.Subnet,
            IPRange = NullIfEmpty(pool.IPRange),
            Gateway = NullIfEmpty(pool.Gateway) ?? data?.Gateway?.Address.ToString(),
            AuxiliaryAddresses = pool.AuxiliaryAddresses.Count == 0 ? null : pool.AuxiliaryAddresses,
        };
    }

    private static IEnumerable<NetworkIpamConfig> Allocated(IReadOnlyList<IpamData> pools) => pools
        .Where(data => data.Pool is not null)
        .Select(data => new NetworkIpamConfig { Subnet = data.Pool!.Value.Network.ToString(), Gateway = data.Gateway?.Address.ToString() });

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
