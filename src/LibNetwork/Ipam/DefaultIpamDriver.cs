using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>The built-in IPAM driver: pools and addresses in memory, two address spaces of both families (E-003, E-004).</summary>
/// <remarks>
/// Keeps nothing: after a restart the engine asks again for the concrete pools and addresses it knows of (E-061). Thread-safe;
/// every call completes synchronously, and an address request costs the same whatever the size and the fill of the pool.
/// </remarks>
public sealed class DefaultIpamDriver : IIpamDriver, IPoolStatusReporter, IRestingAddresses
{
    /// <summary>The name users give to <c>--ipam-driver</c>.</summary>
    public const string Name = "default";

    /// <summary>The address space of this host.</summary>
    public const string LocalAddressSpace = "LocalDefault";

    /// <summary>The address space of the whole cluster.</summary>
    public const string GlobalAddressSpace = "GlobalDefault";

    private static readonly Dictionary<string, string> NoData = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, PoolRange> _ranges = new(StringComparer.Ordinal);
    private readonly AddressSpace _local4;
    private readonly AddressSpace _local6;
    private readonly AddressSpace _global4;
    private readonly AddressSpace _global6;

    /// <summary>Makes a driver with nothing taken.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: a predefined pool's size does not fit its base.</exception>
    public DefaultIpamDriver(IpamOptions? options = null)
    {
        options ??= new IpamOptions();
        _local4 = new AddressSpace(v6: false, PredefinedPools.OfFamily(options.LocalPools, v6: false));
        _local6 = new AddressSpace(v6: true, PredefinedPools.OfFamily(options.LocalPools, v6: true));
        _global4 = new AddressSpace(v6: false, PredefinedPools.OfFamily(options.GlobalPools, v6: false));
        _global6 = new AddressSpace(v6: true, PredefinedPools.OfFamily(options.GlobalPools, v6: true));
    }

    /// <inheritdoc/>
    public IpamCapability Capability => new(RequiresRequestReplay: true);

    /// <inheritdoc/>
    public ValueTask<(string Local, string Global)> GetDefaultAddressSpacesAsync(CancellationToken cancellationToken = default) =>
        new((LocalAddressSpace, GlobalAddressSpace));

    /// <inheritdoc/>
    public ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return new(RequestPool(request));
        }
        catch (NetworkException e)
        {
            return ValueTask.FromException<AllocatedPool>(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default)
    {
        try
        {
            var (id, space) = Resolve(poolId);
            var range = space.Release(id.Pool, id.SubPool);

            // Someone else may hold the same pool by now.
            _ranges.TryRemove(new KeyValuePair<string, PoolRange>(id.ToString(), range));
            return ValueTask.CompletedTask;
        }
        catch (NetworkException e)
        {
            return ValueTask.FromException(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AllocatedAddress> RequestAddressAsync(string poolId, IPAddress? preferred,
        IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var range = Find(poolId);
            var address = preferred is null ? TakeAny(range, options) : TakePreferred(range, preferred);
            var block = range.Pool.Block;
            return new(new AllocatedAddress(new CidrAddress(AddressBlock.Address(address, block.V6), block.PrefixLength)));
        }
        catch (NetworkException e)
        {
            return ValueTask.FromException<AllocatedAddress>(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default)
    {
        try
        {
            var range = Find(poolId);
            range.Pool.Release(range, Within(range, address));
            return ValueTask.CompletedTask;
        }
        catch (NetworkException e)
        {
            return ValueTask.FromException(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<PoolStatus> GetPoolStatusAsync(string poolId, CancellationToken cancellationToken = default)
    {
        try
        {
            var range = Find(poolId);
            return new(range.Pool.StatusOf(range));
        }
        catch (NetworkException e)
        {
            return ValueTask.FromException<PoolStatus>(e);
        }
    }

    /// <inheritdoc/>
    void IRestingAddresses.Rest(string poolId, IPAddress address)
    {
        var range = Find(poolId);
        range.Pool.Rest(range, Within(range, address));
    }

    /// <inheritdoc/>
    void IRestingAddresses.EndRest(string poolId, IPAddress address)
    {
        var range = Find(poolId);
        range.Pool.Wake(range, Within(range, address));
    }

    private static UInt128 TakeAny(PoolRange range, IReadOnlyDictionary<string, string>? options)
    {
        var serial = options is not null && options.TryGetValue(NetLabel.IpamSerial, out var value) && value == "true";
        return range.Pool.TryTakeAny(range, serial, out var address)
            ? address
            : throw new IpamException(IpamError.NoAvailableAddresses);
    }

    private static UInt128 TakePreferred(PoolRange range, IPAddress preferred)
    {
        var address = Within(range, preferred);
        return range.Pool.TryTake(range, address) ? address : throw new IpamException(IpamError.AddressInUse);
    }

    private static UInt128 Within(PoolRange range, IPAddress? address)
    {
        if (address is null)
        {
            throw new IpamException(IpamError.InvalidAddress);
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var number = AddressBlock.Number(address);
        var block = range.Pool.Block;
        return (address.AddressFamily == AddressFamily.InterNetworkV6) == block.V6 && block.Contains(number)
            ? number
            : throw new IpamException(IpamError.AddressOutOfRange);
    }

    private AllocatedPool RequestPool(PoolRequest request)
    {
        var wish = PoolWish.Of(request);
        var space = Space(request.AddressSpace, wish.V6);
        var range = wish.Pool is { } pool ? TakeStatic(space, pool, wish.SubPool) : space.TakePredefined(wish.Size, request.Exclude);
        var id = new PoolId(request.AddressSpace, range.Pool.Block, wish.SubPool).ToString();
        _ranges[id] = range;
        return new AllocatedPool(id, range.Pool.Block.ToNetwork(), NoData);
    }

    private static PoolRange TakeStatic(AddressSpace space, AddressBlock pool, AddressBlock? subPool)
    {
        try
        {
            return space.Take(pool, subPool);
        }
        catch (IpamException e)
        {
            throw new IpamException(e.Error, $"invalid pool request: {e.Message}", e);
        }
    }

    // The id as it was handed out is the fast way; anything else is read, to be found after all or to say what is wrong.
    private PoolRange Find(string poolId)
    {
        if (poolId is not null && _ranges.TryGetValue(poolId, out var range))
        {
            return range;
        }

        var (id, _) = Resolve(poolId);
        return _ranges.TryGetValue(id.ToString(), out range)
            ? range
            : throw PoolRange.NotFound(id.Pool, id.SubPool);
    }

    private (PoolId Id, AddressSpace Space) Resolve(string? poolId)
    {
        try
        {
            var id = PoolId.Parse(poolId ?? "");
            return (id, Space(id.AddressSpace, id.Pool.V6));
        }
        catch (IpamException e) when (e.Error == IpamError.InvalidSubnetKey)
        {
            throw new IpamException(IpamError.InvalidPoolId, $"invalid pool id: {poolId}", e);
        }
    }

    private AddressSpace Space(string name, bool v6) => name switch
    {
        LocalAddressSpace => v6 ? _local6 : _local4,
        GlobalAddressSpace => v6 ? _global6 : _global4,
        _ => throw new IpamException(IpamError.AddressSpaceNotFound, $"cannot find address space {name}"),
    };
}
