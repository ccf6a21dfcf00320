using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Turns the pools that IPAM allocated for a family into a <see cref="BridgeSubnet"/> (D-020 to D-023, A-073 to A-078).</summary>
internal static class BridgeSubnetParser
{
    private const string DefaultGatewayIPv4 = "DefaultGatewayIPv4";
    private const string DefaultGatewayIPv6 = "DefaultGatewayIPv6";
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("fe80::/64");
    private static readonly IPNetwork Multicast = IPNetwork.Parse("ff00::/8");

    /// <summary>The IPv4 addresses, or null when they are wrong.</summary>
    public static BridgeSubnet? ParseIPv4(IReadOnlyList<IpamData> pools, GatewayPolicy policy, OptionErrors errors)
    {
        if (Single(pools, isV6: false, errors) is not { } data || data.Pool is not { } pool)
        {
            return null;
        }

        var gateway = Gateway(data, pool, policy.SkipIPv4, errors);
        return new BridgeSubnet
        {
            Pool = pool.Network,
            BridgeAddress = policy.InhibitIPv4 ? null : gateway,
            Gateway = policy.Internal ? null : DefaultGateway(data, pool, DefaultGatewayIPv4, errors) ?? gateway?.Address,
        };
    }

    /// <summary>The IPv6 addresses, or null when they are wrong.</summary>
    public static BridgeSubnet? ParseIPv6(IReadOnlyList<IpamData> pools, GatewayPolicy policy, OptionErrors errors)
    {
        if (Single(pools, isV6: true, errors) is not { } data || data.Pool is not { } pool)
        {
            return null;
        }

        var network = pool.Network;
        if (Multicast.Contains(network.BaseAddress))
        {
            errors.Invalid($"multicast subnet '{network}' is not allowed");
        }

        if (network != LinkLocal && (LinkLocal.Contains(network.BaseAddress) || network.Contains(LinkLocal.BaseAddress)))
        {
            errors.Invalid($"'{network}' clashes with the Link-Local prefix 'fe80::/64'");
        }

        var gateway = Gateway(data, pool, policy.SkipIPv6, errors);
        return new BridgeSubnet
        {
            Pool = network,
            BridgeAddress = gateway,
            Gateway = policy.Internal ? null : DefaultGateway(data, pool, DefaultGatewayIPv6, errors) ?? gateway?.Address,
        };
    }

    private static IpamData? Single(IReadOnlyList<IpamData> pools, bool isV6, OptionErrors errors)
    {
        if (pools.Count > 1)
        {
            errors.Add(ErrorKind.Forbidden, "bridge driver doesn't support multiple subnets");
            return null;
        }

        if (pools.Count == 0 || pools[0].Pool is not { } pool || pool.PrefixLength == 0 || pool.IsV6 != isV6)
        {
            errors.Invalid(isV6 ? "ipv6 pool is empty" : "ipv4 pool is empty");
            return null;
        }

        return pools[0];
    }

    private static CidrAddress? Gateway(IpamData data, CidrAddress pool, bool skip, OptionErrors errors)
    {
        if (skip)
        {
            return null;
        }

        if (data.Gateway is not { } gateway)
        {
            errors.Invalid($"invalid gateway address: pool {pool.Network} has none");
            return null;
        }

        if (gateway.IsV6 != pool.IsV6)
        {
            errors.Invalid("incongruent ip versions for pool and gateway");
            return null;
        }

        if (!pool.Contains(gateway.Address))
        {
            errors.Invalid($"invalid gateway address ({gateway}) does not belong to the pool ({pool.Network})");
        }

        return new CidrAddress(gateway.Address, pool.PrefixLength);
    }

    private static IPAddress? DefaultGateway(IpamData data, CidrAddress pool, string name, OptionErrors errors)
    {
        if (data.AuxAddresses is null || !data.AuxAddresses.TryGetValue(name, out var gateway))
        {
            return null;
        }

        if (!pool.Contains(gateway.Address))
        {
            errors.Invalid("default gateway ip must be part of the network");
        }

        return gateway.Address;
    }
}
