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
    /// <param name="network">The network.</param>
    /// <param name="record">The endpoint.</param>
    /// <param name="former">Whose addresses it has again where it asks for none and they are still to be had; null for nobody's.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    internal static async ValueTask<EndpointRecord> AllocateAsync(Network network, EndpointRecord record, EndpointRecord? former, CancellationToken cancellationToken)
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
            var (poolId, address) = await RequestAsync(network, ipam.Driver, network.Record.IPv4Pools, record.Config.IPv4Address, (former?.PoolId, former?.Address),
                options, cancellationToken);
            record = record with { PoolId = poolId, Address = address };
        }

        if (network.Record.IPv6Pools.Count > 0)
        {
            try
            {
                var (poolId, address) = await RequestAsync(network, ipam.Driver, network.Record.IPv6Pools, record.Config.IPv6Address,
                    (former?.PoolIdIPv6, former?.AddressIPv6), options, cancellationToken);
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

    /// <summary>Gives a deleted endpoint's addresses back, to rest until it comes back or somebody needs them.</summary>
    /// <returns>False when its IPAM driver knows no rest: then they are given back plainly.</returns>
    internal static async ValueTask<bool> RestAsync(Network network, EndpointRecord record)
    {
        if (Resting(network) is not { } ipam || (record.PoolId.Length == 0 && record.PoolIdIPv6.Length == 0))
        {
            await ReleaseAsync(network, record);
            return false;
        }

        foreach (var (poolId, address) in Of(record))
        {
            Try(network, poolId, () => ipam.Rest(poolId, address));
        }

        return true;
    }

    /// <summary>Takes the addresses of an endpoint that is remembered, if they are free, and lets them rest: after a restart, or when one that had
    /// them again was not made after all.</summary>
    internal static async ValueTask RestAgainAsync(Network network, EndpointRecord former)
    {
        if (Resting(network) is not { } ipam)
        {
            return;
        }

        foreach (var (poolId, address) in Of(former))
        {
            try
            {
                await ((IIpamDriver)ipam).RequestAddressAsync(poolId, address, options: null, CancellationToken.None);
                ipam.Rest(poolId, address);
            }
            catch (IpamException)
            {
                // Somebody has it, or its pool is gone.
            }
        }
    }

    /// <summary>Lets the addresses of endpoints that are not remembered any more be free, those apart that somebody has.</summary>
    internal static void EndRest(Network network, IReadOnlyList<EndpointRecord> forgotten)
    {
        if (Resting(network) is { } ipam)
        {
            foreach (var (poolId, address) in forgotten.SelectMany(Of))
            {
                Try(network, poolId, () => ipam.EndRest(poolId, address));
            }
        }
    }

    // Of a driver in another process nobody knows how it chooses: it may well remember by itself, and it is not asked more than without memory.
    private static IRestingAddresses? Resting(Network network) =>
        network.Context.Ipams.TryGet(network.Config.IpamDriver, out var ipam) ? ipam.Driver as IRestingAddresses : null;

    private static IEnumerable<(string PoolId, IPAddress Address)> Of(EndpointRecord record)
    {
        if (record.Address is { } address && record.PoolId.Length > 0)
        {
            yield return (record.PoolId, address.Address);
        }

        if (record.AddressIPv6 is { } addressIPv6 && record.PoolIdIPv6.Length > 0)
        {
            yield return (record.PoolIdIPv6, addressIPv6.Address);
        }
    }

    private static void Try(Network network, string poolId, Action step)
    {
        try
        {
            step();
        }
        catch (NetworkException refused)
        {
            network.Context.Logger.ReleaseFailed(poolId, refused);
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
        IReadOnlyList<PoolRecord> pools, IPAddress? wish, (string? PoolId, CidrAddress? Address) former, IReadOnlyDictionary<string, string>? options,
        CancellationToken cancellationToken)
    {
        if (wish is null && former is { PoolId: { Length: > 0 } formerPool, Address: { } had }
            && pools.FirstOrDefault(pool => pool.PoolId == formerPool) is { } its)
        {
            try
            {
                var again = await driver.RequestAddressAsync(formerPool, had.Address, options, cancellationToken);
                return (formerPool, its.Masked(again.Address));
            }
            catch (IpamException)
            {
                // Somebody else needed it.
            }
        }

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

        throw wish is null ? NetworkErrors.NoFreeAddress(pools[0].Pool.IsV6 ? 6 : 4, network, pools) : NetworkErrors.AddressOutsidePools(wish.ToString());
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
