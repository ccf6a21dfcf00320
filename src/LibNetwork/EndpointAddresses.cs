using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>Takes an endpoint's addresses from its network's pools, and gives them back (C-071 to C-074).</summary>
internal static class EndpointAddresses
{
    /// <summary>Takes an address of each family the network has; on failure nothing stays taken (K-027).</summary>
    internal static async ValueTask<EndpointRecord> AllocateAsync(Network network, EndpointRecord record, CancellationToken cancellationToken)
    {
        var mac = record.Config.MacAddress;
        if (network.Record.IPv4Pools.Count + network.Record.IPv6Pools.Count == 0)
        {
            return record with { MacAddress = mac };
        }

        var ipam = await network.Context.GetIpamAsync(network.Config.IpamDriver, cancellationToken);
        if (mac is null && ipam.Capability.RequiresMacAddress)
        {
            mac = RandomMac();
        }

        record = record with { MacAddress = mac };
        var options = Options(record, ipam.Capability);
        if (network.Record.IPv4Pools.Count > 0)
        {
            var (poolId, address) = await RequestAsync(network, ipam.Driver, network.Record.IPv4Pools, record.Config.IPv4Address, options, cancellationToken);
            record = record with { PoolId = poolId, Address = address };
        }

        if (network.Record.IPv6Pools.Count > 0)
        {
            try
            {
                var (poolId, address) = await RequestAsync(network, ipam.Driver, network.Record.IPv6Pools, record.Config.IPv6Address, options, cancellationToken);
                record = record with { PoolIdIPv6 = poolId, AddressIPv6 = address };
            }
            catch
            {
                await ReleaseAsync(network, record);
                throw;
            }
        }

        return record;
    }

    /// <summary>Gives an endpoint's addresses back. What cannot be given back is logged.</summary>
    internal static async ValueTask ReleaseAsync(Network network, EndpointRecord record)
    {
        foreach (var (poolId, address) in new[] { (record.PoolId, record.Address), (record.PoolIdIPv6, record.AddressIPv6) })
        {
            if (address is not { } taken || poolId.Length == 0)
            {
                continue;
            }

            try
            {
                var ipam = await network.Context.GetIpamAsync(network.Config.IpamDriver, CancellationToken.None);
                await ipam.Driver.ReleaseAddressAsync(poolId, taken.Address, CancellationToken.None);
            }
            catch (Exception refused)
            {
                network.Context.Logger.ReleaseFailed(poolId, refused);
            }
        }
    }

    /// <summary>Takes again, after a restart, what an endpoint had.</summary>
    internal static async ValueTask ReplayAsync(IpamRegistration ipam, EndpointRecord record, CancellationToken cancellationToken)
    {
        var options = Options(record, ipam.Capability);
        if (record.Address is { } address && record.PoolId.Length > 0)
        {
            await ipam.Driver.RequestAddressAsync(record.PoolId, address.Address, options, cancellationToken);
        }

        if (record.AddressIPv6 is { } addressIPv6 && record.PoolIdIPv6.Length > 0)
        {
            await ipam.Driver.RequestAddressAsync(record.PoolIdIPv6, addressIPv6.Address, options, cancellationToken);
        }
    }

    private static async ValueTask<(string PoolId, CidrAddress? Address)> RequestAsync(Network network, IIpamDriver driver,
        IReadOnlyList<PoolRecord> pools, IPAddress? wish, IReadOnlyDictionary<string, string>? options, CancellationToken cancellationToken)
    {
        foreach (var pool in pools)
        {
            if (wish is not null && !pool.Pool.Contains(wish))
            {
                continue;
            }

            try
            {
                var taken = await driver.RequestAddressAsync(pool.PoolId, wish, options, cancellationToken);
                return (pool.PoolId, pool.Masked(taken.Address));
            }
            catch (IpamException full) when (wish is null && full.Error is IpamError.NoAvailableAddresses or IpamError.NoAddressReturned)
            {
                // The next pool may have one.
            }
            catch (NetworkException refused) when (wish is not null)
            {
                throw new NetworkException(refused.Kind, $"address {wish} on network {network.Name}: {refused.Message}", refused);
            }
        }

        throw wish is null ? NetworkErrors.NoFreeAddress(pools[0].Pool.IsV6 ? 6 : 4, network) : NetworkErrors.AddressOutsidePools(wish.ToString());
    }

    // B-084.
    private static Dictionary<string, string> Options(EndpointRecord record, IpamCapability capability)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { [NetLabel.EndpointName] = record.Config.Name };
        if (capability.RequiresMacAddress && record.MacAddress is { } mac)
        {
            options[NetLabel.MacAddress] = string.Join(':', mac.GetAddressBytes().Select(b => b.ToString("x2")));
        }

        return options;
    }

    private static PhysicalAddress RandomMac()
    {
        var bytes = RandomNumberGenerator.GetBytes(6);
        bytes[0] = (byte)((bytes[0] & 0xfe) | 0x02); // unicast, locally administered
        return new PhysicalAddress(bytes);
    }
}
