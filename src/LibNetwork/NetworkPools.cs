using System.Collections.ObjectModel;
using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>Takes a network's pools, gateways and auxiliary addresses from an IPAM driver, and gives them back (C-062 to C-069).</summary>
internal sealed class NetworkPools(IpamRegistration registration, Scope scope,
    Func<CancellationToken, ValueTask<IReadOnlyList<IPNetwork>>> hostNetworks, ILogger logger)
{
    private const int MostAttempts = 3;

    private readonly IIpamDriver _ipam = registration.Driver;

    // B-089, C-069.
    private readonly string _addressSpace = scope == Scope.Global ? registration.GlobalAddressSpace : registration.LocalAddressSpace;

    private static readonly ReadOnlyDictionary<string, string> GatewayRequest = new(
        new Dictionary<string, string>(StringComparer.Ordinal) { [NetLabel.RequestAddressType] = NetLabel.Gateway });

    /// <summary>Takes the pools of one family; on failure nothing stays taken.</summary>
    internal async ValueTask<IReadOnlyList<PoolRecord>> AllocateAsync(NetworkConfig config, bool v6, bool skipGateway,
        CancellationToken cancellationToken)
    {
        var wanted = config.IpamPools.Where(pool => pool.Subnet.Length > 0 && CidrAddress.Parse(pool.Subnet).IsV6 == v6).ToList();
        if (wanted.Count == 0)
        {
            wanted.Add(new IpamPoolConfig());
        }

        var taken = new List<PoolRecord>();
        try
        {
            foreach (var pool in wanted)
            {
                taken.Add(await AllocatePoolAsync(config, pool, v6, skipGateway, cancellationToken));
            }

            return taken;
        }
        catch
        {
            await ReleaseAsync(taken);
            throw;
        }
    }

    /// <summary>Gives pools back with all that was taken from them. What cannot be given back is logged.</summary>
    internal async ValueTask ReleaseAsync(IEnumerable<PoolRecord> pools)
    {
        foreach (var pool in pools)
        {
            foreach (var aux in pool.AuxAddresses?.Values ?? [])
            {
                await TryAsync(pool, () => _ipam.ReleaseAddressAsync(pool.PoolId, aux.Address, CancellationToken.None));
            }

            if (pool is { GatewayIsAllocated: true, Gateway: { } gateway })
            {
                await TryAsync(pool, () => _ipam.ReleaseAddressAsync(pool.PoolId, gateway.Address, CancellationToken.None));
            }

            await TryAsync(pool, () => _ipam.ReleasePoolAsync(pool.PoolId, CancellationToken.None));
        }
    }

    /// <summary>Takes again, after a restart, what a network had.</summary>
    internal async ValueTask ReplayAsync(PoolRecord pool, IReadOnlyDictionary<string, string> options, CancellationToken cancellationToken)
    {
        await _ipam.RequestPoolAsync(new PoolRequest
        {
            AddressSpace = pool.AddressSpace,
            Pool = pool.Pool.Network.ToString(),
            SubPool = pool.Config.IPRange,
            Options = options,
            V6 = pool.Pool.IsV6,
        }, cancellationToken);
        if (pool is { GatewayIsAllocated: true, Gateway: { } gateway })
        {
            await _ipam.RequestAddressAsync(pool.PoolId, gateway.Address, GatewayRequest, cancellationToken);
        }

        foreach (var aux in pool.AuxAddresses?.Values ?? [])
        {
            await _ipam.RequestAddressAsync(pool.PoolId, aux.Address, options: null, cancellationToken);
        }
    }

    private async ValueTask<PoolRecord> AllocatePoolAsync(NetworkConfig config, IpamPoolConfig wanted, bool v6, bool skipGateway,
        CancellationToken cancellationToken)
    {
        var allocated = await RequestPoolAsync(config, wanted, v6, cancellationToken);
        var pool = new PoolRecord
        {
            PoolId = allocated.PoolId,
            Config = wanted,
            AddressSpace = _addressSpace,
            Pool = new CidrAddress(allocated.Pool.BaseAddress, allocated.Pool.PrefixLength),
        };
        try
        {
            pool = await WithGatewayAsync(pool, allocated, skipGateway, cancellationToken);
            return await WithAuxAddressesAsync(pool, config.Name, cancellationToken);
        }
        catch
        {
            await ReleaseAsync([pool]);
            throw;
        }
    }

    // E-059: a pool of the driver's choice keeps off the host's own networks. They may change while it is chosen, so it is looked at again.
    private async ValueTask<AllocatedPool> RequestPoolAsync(NetworkConfig config, IpamPoolConfig wanted, bool v6, CancellationToken cancellationToken)
    {
        var free = wanted.Subnet.Length == 0 && !v6 && scope != Scope.Global;
        var exclude = free ? await hostNetworks(cancellationToken) : [];
        for (var attempt = 1; ; attempt++)
        {
            var allocated = await _ipam.RequestPoolAsync(new PoolRequest
            {
                AddressSpace = _addressSpace,
                Pool = wanted.Subnet,
                SubPool = wanted.IPRange,
                Options = config.IpamOptions,
                Exclude = exclude,
                V6 = v6,
            }, cancellationToken);

            // A driver that does not keep off what it was told is not asked again: it cannot.
            if (!free || attempt == MostAttempts || Overlap(allocated.Pool, exclude))
            {
                return allocated;
            }

            var now = await hostNetworks(CancellationToken.None);
            if (!Overlap(allocated.Pool, now))
            {
                return allocated;
            }

            await _ipam.ReleasePoolAsync(allocated.PoolId, CancellationToken.None);
            exclude = now;
        }
    }

    private static bool Overlap(IPNetwork pool, IReadOnlyList<IPNetwork> networks) =>
        networks.Any(network => network.Contains(pool.BaseAddress) || pool.Contains(network.BaseAddress));

    private async ValueTask<PoolRecord> WithGatewayAsync(PoolRecord pool, AllocatedPool allocated, bool skip, CancellationToken cancellationToken)
    {
        var configured = pool.Config.Gateway;
        if (configured.Length == 0 && allocated.Data.TryGetValue(NetLabel.Gateway, out var given))
        {
            return CidrAddress.TryParse(given, out var gateway) ? pool with { Gateway = gateway }
                : throw new NetworkException(ErrorKind.InvalidParameter, $"failed to parse gateway address ({given}) returned by ipam driver");
        }

        if (skip && configured.Length == 0)
        {
            return pool;
        }

        var wish = configured.Length == 0 ? null : IPAddress.Parse(configured);
        try
        {
            var taken = await _ipam.RequestAddressAsync(pool.PoolId, wish, GatewayRequest, cancellationToken);
            return pool with { Gateway = pool.Masked(taken.Address), GatewayIsAllocated = taken.Address is not null };
        }
        catch (NetworkException refused)
        {
            throw new NetworkException(refused.Kind, $"failed to allocate gateway ({configured}): {refused.Message}", refused);
        }
    }

    private async ValueTask<PoolRecord> WithAuxAddressesAsync(PoolRecord pool, string network, CancellationToken cancellationToken)
    {
        if (pool.Config.AuxiliaryAddresses.Count == 0)
        {
            return pool;
        }

        var taken = new Dictionary<string, CidrAddress>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, text) in pool.Config.AuxiliaryAddresses)
            {
                taken[name] = await RequestAuxAddressAsync(pool, network, name, IPAddress.Parse(text), cancellationToken);
            }
        }
        catch
        {
            foreach (var aux in taken.Values)
            {
                await TryAsync(pool, () => _ipam.ReleaseAddressAsync(pool.PoolId, aux.Address, CancellationToken.None));
            }

            throw;
        }

        return pool with { AuxAddresses = taken };
    }

    private async ValueTask<CidrAddress> RequestAuxAddressAsync(PoolRecord pool, string network, string name, IPAddress address,
        CancellationToken cancellationToken)
    {
        if (!pool.Pool.Contains(address))
        {
            throw new NetworkException(ErrorKind.Forbidden,
                $"auxiliary address: ({name}:{address}) must belong to the master pool: {pool.Pool.Network}");
        }

        try
        {
            var aux = await _ipam.RequestAddressAsync(pool.PoolId, address, options: null, cancellationToken);
            return pool.Masked(aux.Address) ?? new CidrAddress(address, pool.Pool.PrefixLength);
        }
        catch (NetworkException refused)
        {
            throw new NetworkException(refused.Kind,
                $"failed to allocate secondary ip address ({name}:{address}) of network {network}: {refused.Message}", refused);
        }
    }

    private async ValueTask TryAsync(PoolRecord pool, Func<ValueTask> release)
    {
        try
        {
            await release();
        }
        catch (Exception refused)
        {
            logger.ReleaseFailed(pool.PoolId, refused);
        }
    }
}
