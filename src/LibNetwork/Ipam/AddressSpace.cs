using System.Net;

using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>The pools of one address space and family.</summary>
/// <remarks>
/// One rule covers pools and sub-pools: what two holders asked for never overlaps. A pool overlaps no other pool, and a
/// sub-pool overlaps no other sub-pool of the same pool; sub-pools live beside the pool's own holder and draw from the same
/// addresses, so nothing is handed out twice. libnetwork skips the check when a sub-pool is given (K-060).
/// </remarks>
internal sealed class AddressSpace(bool v6, IReadOnlyList<PredefinedPool> predefined)
{
    private const int MostCounted = 16; // bits: 65,536 pieces
    private const int MostNamed = 4;

    private readonly Lock _gate = new();
    private readonly BlockTree<MasterPool> _pools = new(v6);

    /// <summary>Takes a pool, or a sub-pool of one.</summary>
    /// <exception cref="IpamException"><see cref="IpamError.PoolOverlap"/> (E-040, E-041).</exception>
    public PoolRange Take(AddressBlock block, AddressBlock? subBlock)
    {
        lock (_gate)
        {
            var pool = _pools.Find(block);
            if (pool is null ? _pools.Overlaps(block) : subBlock is not { } sub || pool.SubPools.Overlaps(sub))
            {
                throw new IpamException(IpamError.PoolOverlap);
            }

            return Hold(pool ?? Create(block), subBlock);
        }
    }

    /// <summary>Takes the first free pool of the predefined ones (E-032).</summary>
    /// <param name="size">The prefix length wanted; null for the predefined one (E-034).</param>
    /// <param name="exclude">What the pool must not overlap.</param>
    /// <exception cref="IpamException"><see cref="IpamError.NoPredefinedPool"/>, <see cref="IpamError.InvalidPool"/>
    /// or <see cref="IpamError.NoMoreSubnets"/>.</exception>
    public PoolRange TakePredefined(int? size, IReadOnlyList<IPNetwork> exclude)
    {
        if (predefined.Count == 0)
        {
            throw new IpamException(IpamError.NoPredefinedPool);
        }

        var candidates = predefined.Where(pool => size is null || size >= pool.Base.PrefixLength).ToList();
        if (candidates.Count == 0)
        {
            throw new IpamException(IpamError.InvalidPool);
        }

        var excluded = exclude.Select(AddressBlock.Of).Where(block => block.V6 == v6).ToList();
        lock (_gate)
        {
            foreach (var candidate in candidates)
            {
                if (TryFindFree(candidate.Base, size ?? candidate.Size, excluded, out var free))
                {
                    return Hold(Create(free), subBlock: null);
                }
            }
        }

        throw new IpamException(IpamError.NoMoreSubnets,
            $"{new IpamException(IpamError.NoMoreSubnets).Message}: {string.Join("; ", candidates.Select(pool => Refusal(pool, size ?? pool.Size, excluded)))}");
    }

    // Why a predefined pool has nothing left: said once everything has failed, so it may take a moment.
    private string Refusal(PredefinedPool pool, int size, List<AddressBlock> excluded)
    {
        var within = AddressBlock.Of(pool.Base);
        if (size - within.PrefixLength > MostCounted)
        {
            return $"{pool.Base} has no free /{size}";
        }

        var (all, taken) = (1 << (size - within.PrefixLength), 0);
        var hosts = new HashSet<AddressBlock>();
        var (below, used) = (0, 0);
        var from = AddressBlock.Of(pool.Base.Address, size).First;
        lock (_gate)
        {
            for (var i = 0; i < all; i++)
            {
                var piece = new AddressBlock(within.First + ((UInt128)i << (within.Width - size)), size, v6);
                if (piece.First < from)
                {
                    below++;
                }
                else if (_pools.Overlaps(piece))
                {
                    taken++;
                }
                else
                {
                    used++;
                    hosts.UnionWith(excluded.Where(block => block.Overlaps(piece)));
                }
            }
        }

        return $"{pool.Base} in /{size}: {taken} of {all - below} taken"
            + (used == 0 ? "" : $", {used} in use by the host ({string.Join(", ", hosts.Take(MostNamed))}{(hosts.Count > MostNamed ? ", …" : "")})");
    }

    /// <summary>Gives a pool or sub-pool back; the addresses go when nobody holds any of the pool (E-045).</summary>
    /// <returns>What the holder had.</returns>
    /// <exception cref="IpamException"><see cref="IpamError.PoolNotTaken"/> (E-046).</exception>
    public PoolRange Release(AddressBlock block, AddressBlock? subBlock)
    {
        lock (_gate)
        {
            var pool = _pools.Find(block);
            var range = subBlock is { } sub ? pool?.SubPools.Find(sub) : pool?.Whole;
            if (pool is null || range is null)
            {
                throw new IpamException(IpamError.PoolNotTaken);
            }

            pool.Revoke(range);
            if (subBlock is { } released)
            {
                pool.SubPools.Remove(released);
            }
            else
            {
                pool.Whole = null;
            }

            if (pool.IsIdle)
            {
                _pools.Remove(block);
            }

            return range;
        }
    }

    private static PoolRange Hold(MasterPool pool, AddressBlock? subBlock)
    {
        var range = new PoolRange(pool, subBlock ?? pool.Block);
        if (subBlock is { } sub)
        {
            pool.SubPools.Add(sub, range);
        }
        else
        {
            pool.Whole = range;
        }

        return range;
    }

    private MasterPool Create(AddressBlock block)
    {
        var pool = new MasterPool(block);
        _pools.Add(block, pool);
        return pool;
    }

    // A size that reaches below the written base address starts at the block that address lies in.
    private bool TryFindFree(CidrAddress @base, int size, List<AddressBlock> excluded, out AddressBlock free)
    {
        var within = AddressBlock.Of(@base);
        var from = AddressBlock.Of(@base.Address, size).First;
        while (_pools.TryFindFree(within, size, from, out free))
        {
            var candidate = free;
            var inTheWay = excluded.FindIndex(block => block.Overlaps(candidate));
            if (inTheWay < 0)
            {
                return true;
            }

            var last = UInt128.Max(excluded[inTheWay].Last, candidate.Last);
            if (last == UInt128.MaxValue)
            {
                return false;
            }

            from = last + 1;
        }

        return false;
    }
}
