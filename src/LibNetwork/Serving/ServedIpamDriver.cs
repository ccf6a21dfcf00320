using System.Collections.Concurrent;
using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Serving;

/// <summary>The IPAM driver of this engine as another engine uses it: the same pools, with a memory.</summary>
/// <remarks>
/// Both engines take from one driver, so their pools never overlap. What came in here is recorded, since the other engine asks once; so it
/// asks for no replay. A pool or address is taken in memory first and recorded then, and forgotten before it is given back: a process that is
/// killed between holds nothing. Pools that did not come in here are out of its callers' reach.
/// </remarks>
internal sealed class ServedIpamDriver(IIpamDriver driver, ServedRecords records, TimeProvider clock, string bootId,
    Func<CancellationToken, ValueTask<IReadOnlyList<IPNetwork>>> hostNetworks, ILogger logger) : IIpamDriver
{
    private readonly ConcurrentDictionary<string, ServedPool> _pools = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IpamCapability Capability => driver.Capability with { RequiresRequestReplay = false };

    /// <summary>How many pools are taken.</summary>
    public int Count => _pools.Count;

    /// <inheritdoc/>
    public ValueTask<(string Local, string Global)> GetDefaultAddressSpacesAsync(CancellationToken cancellationToken = default) =>
        driver.GetDefaultAddressSpacesAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (IsChoice(request))
        {
            // The protocol has no word for what is to be left out; whoever asks over it checks what he was given, and asks again.
            request = request with { Exclude = [.. request.Exclude, .. await hostNetworks(cancellationToken)] };
        }

        await using var rollback = new Rollback(logger);
        var allocated = await driver.RequestPoolAsync(request, cancellationToken);
        rollback.Push($"pool {allocated.PoolId}", undo => driver.ReleasePoolAsync(allocated.PoolId, undo));
        var record = new ServedPoolRecord
        {
            PoolId = allocated.PoolId,
            Created = clock.GetUtcNow(),
            AddressSpace = request.AddressSpace,
            Pool = new CidrAddress(allocated.Pool.BaseAddress, allocated.Pool.PrefixLength),
            SubPool = request.SubPool,
            Options = request.Options,
        };
        records.Save(record);
        _pools[record.PoolId] = new ServedPool(record);
        rollback.Commit();
        logger.PoolServed(record.PoolId);
        return allocated;
    }

    /// <inheritdoc/>
    /// <remarks>Addresses that are still taken go with it: its master pool may live on, held by someone else.</remarks>
    public async ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default)
    {
        if (!_pools.TryGetValue(poolId, out var pool))
        {
            return;
        }

        using var held = await pool.Lock.EnterAsync(cancellationToken);
        if (pool.IsGone)
        {
            return;
        }

        records.ForgetPool(poolId, pool.Addresses.Values);
        pool.IsGone = true;
        _pools.TryRemove(KeyValuePair.Create(poolId, pool));
        if (!pool.IsHeld)
        {
            return;
        }

        foreach (var address in pool.Addresses.Keys)
        {
            await driver.ReleaseAddressAsync(poolId, address, CancellationToken.None);
        }

        await driver.ReleasePoolAsync(poolId, CancellationToken.None);
        logger.ServedPoolReleased(poolId);
    }

    /// <inheritdoc/>
    public async ValueTask<AllocatedAddress> RequestAddressAsync(string poolId, IPAddress? preferred,
        IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default)
    {
        if (!_pools.TryGetValue(poolId, out var pool))
        {
            throw NotFound(poolId);
        }

        using var held = await pool.Lock.EnterAsync(cancellationToken);
        if (pool.IsGone)
        {
            throw NotFound(poolId);
        }

        if (!pool.IsHeld)
        {
            throw new NetworkException(ErrorKind.Unavailable, $"pool {poolId} could not be taken again when the engine started; release it, and take another");
        }

        await using var rollback = new Rollback(logger);
        var allocated = await driver.RequestAddressAsync(poolId, preferred, options, cancellationToken);
        if (allocated.Address is { Address: var address })
        {
            rollback.Push($"address {address} of pool {poolId}", undo => driver.ReleaseAddressAsync(poolId, address, undo));
            var lasting = preferred is not null || options?.GetValueOrDefault(NetLabel.RequestAddressType) == NetLabel.Gateway;
            var record = new ServedAddressRecord { PoolId = poolId, Address = address, BootId = lasting ? "" : bootId };
            records.Save(record);
            pool.Addresses[address] = record;
        }

        rollback.Commit();
        return allocated;
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default)
    {
        if (!_pools.TryGetValue(poolId, out var pool))
        {
            return;
        }

        using var held = await pool.Lock.EnterAsync(cancellationToken);
        if (pool.IsGone || !pool.Addresses.TryGetValue(address, out var record))
        {
            return;
        }

        records.ForgetAddress(record);
        pool.Addresses.Remove(address);
        if (pool.IsHeld)
        {
            await driver.ReleaseAddressAsync(poolId, address, CancellationToken.None);
        }
    }

    /// <summary>Takes again what was held when the process ended, before anything new is given out.</summary>
    /// <param name="pools">The pools, in order of creation.</param>
    /// <param name="addresses">The addresses. Those of sandboxes that a reboot ended are forgotten.</param>
    /// <param name="find">Is told what could not be taken again.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public async ValueTask RestoreAsync(IEnumerable<ServedPoolRecord> pools, IEnumerable<ServedAddressRecord> addresses,
        Action<string> find, CancellationToken cancellationToken)
    {
        foreach (var record in pools)
        {
            var pool = new ServedPool(record);
            _pools[record.PoolId] = pool;
            pool.IsHeld = await TryAsync($"served pool {record.PoolId}", find, async () =>
            {
                var allocated = await driver.RequestPoolAsync(new PoolRequest
                {
                    AddressSpace = record.AddressSpace,
                    Pool = record.Pool.Network.ToString(),
                    SubPool = record.SubPool,
                    Options = record.Options,
                    V6 = record.Pool.IsV6,
                }, cancellationToken);
                if (allocated.PoolId != record.PoolId)
                {
                    await driver.ReleasePoolAsync(allocated.PoolId, CancellationToken.None);
                    throw new NetworkException(ErrorKind.Conflict, $"it is called {allocated.PoolId} now");
                }
            });
        }

        foreach (var record in addresses)
        {
            if (!_pools.TryGetValue(record.PoolId, out var pool) || !(record.IsLasting || record.BootId == bootId))
            {
                records.ForgetAddress(record);
                continue;
            }

            pool.Addresses[record.Address] = record;
            if (pool.IsHeld && !await TryAsync($"served address {record.Address} of pool {record.PoolId}", find,
                async () => await driver.RequestAddressAsync(record.PoolId, record.Address, options: null, cancellationToken)))
            {
                // Someone else has it: giving it back would take it from him.
                records.ForgetAddress(record);
                pool.Addresses.Remove(record.Address);
            }
        }
    }

    private static bool IsChoice(PoolRequest request) => !request.V6
        && (request.Pool.Length == 0 || (CidrAddress.TryParse(request.Pool, out var pool) && pool.Address.Equals(IPAddress.Any)));

    private static IpamException NotFound(string poolId) => new(IpamError.PoolNotFound, $"cannot find address pool for poolID:{poolId}");

    private static async ValueTask<bool> TryAsync(string what, Action<string> find, Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (NetworkException refused)
        {
            find($"{what}: it cannot be taken again: {refused.Message}");
            return false;
        }
    }
}
