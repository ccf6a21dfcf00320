using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>What a <see cref="PoolRequest"/> says, read and checked.</summary>
/// <param name="Pool">The pool asked for; null lets the driver choose.</param>
/// <param name="SubPool">The sub-pool asked for, no larger than the pool.</param>
/// <param name="Size">The prefix length of the pool the driver chooses; null for the predefined one (E-034).</param>
/// <param name="V6">The family.</param>
internal readonly record struct PoolWish(AddressBlock? Pool, AddressBlock? SubPool, int? Size, bool V6)
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="IpamException">The texts of E-018, E-020 and E-021.</exception>
    public static PoolWish Of(PoolRequest request)
    {
        if (string.IsNullOrEmpty(request.AddressSpace))
        {
            throw Unreadable(request, IpamError.InvalidAddressSpace);
        }

        if (request.Pool.Length == 0)
        {
            return request.SubPool.Length == 0
                ? new PoolWish(Pool: null, SubPool: null, Size: null, request.V6)
                : throw Unreadable(request, IpamError.InvalidSubPool);
        }

        if (!CidrAddress.TryParse(request.Pool, out var pool))
        {
            throw Unreadable(request, IpamError.InvalidPool);
        }

        return IsUnspecified(pool) ? OfSize(request, pool) : OfPool(request, AddressBlock.Of(pool));
    }

    private static PoolWish OfSize(PoolRequest request, CidrAddress pool) => request.SubPool.Length == 0
        ? new PoolWish(Pool: null, SubPool: null, pool.PrefixLength == 0 ? null : pool.PrefixLength, pool.IsV6)
        : throw Unreadable(request, IpamError.InvalidSubPool);

    private static PoolWish OfPool(PoolRequest request, AddressBlock pool)
    {
        if (request.SubPool.Length == 0)
        {
            return new PoolWish(pool, SubPool: null, Size: null, pool.V6);
        }

        if (!CidrAddress.TryParse(request.SubPool, out var text))
        {
            throw Refused(IpamError.InvalidSubPool);
        }

        var subPool = AddressBlock.Of(text);
        if (subPool.V6 != pool.V6)
        {
            throw new IpamException(IpamError.IncompatibleFamilies);
        }

        // E-042: larger than the pool is reduced to it; beside the pool is wrong, which libnetwork does not notice.
        return subPool.Overlaps(pool)
            ? new PoolWish(pool, subPool.PrefixLength < pool.PrefixLength ? pool : subPool, Size: null, pool.V6)
            : throw Refused(IpamError.InvalidSubPool);
    }

    private static bool IsUnspecified(CidrAddress pool) => AddressBlock.Number(pool.Address) == UInt128.Zero;

    private static IpamException Refused(IpamError error)
    {
        var cause = new IpamException(error);
        return new IpamException(error, $"invalid pool request: {cause.Message}", cause);
    }

    private static IpamException Unreadable(PoolRequest request, IpamError error)
    {
        var cause = new IpamException(error);
        return new IpamException(error,
            $"failed to parse pool request for address space {Quote(request.AddressSpace)} pool {Quote(request.Pool)} "
            + $"subpool {Quote(request.SubPool)}: {cause.Message}", cause);
    }

    private static string Quote(string? text) => GoText.Quote(text ?? "");
}
