using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>A taken pool and its taken addresses, shared by everyone who holds a range of it.</summary>
/// <remarks>Thread-safe; its lock comes after the address space's.</remarks>
internal sealed class MasterPool
{
    private readonly Lock _gate = new();
    private readonly AddressSet _taken;

    // Resting addresses are in the set of the taken ones, so that looking for a free one passes them by at no cost.
    private readonly Dictionary<UInt128, LinkedListNode<UInt128>> _resting = [];
    private readonly LinkedList<UInt128> _restingByAge = new();

    public MasterPool(AddressBlock block)
    {
        Block = block;
        SubPools = new(block.V6);
        _taken = new AddressSet(block.HostBits);
        if (IsReserved(block.First))
        {
            _taken.Add(UInt128.Zero);
        }

        if (IsReserved(block.Last))
        {
            _taken.Add(block.Last - block.First);
        }
    }

    public AddressBlock Block { get; }

    /// <summary>Who holds the pool whole; null when it exists for its sub-pools' sake alone (E-045).</summary>
    public PoolRange? Whole { get; set; }

    /// <summary>The sub-pools that are held. Changed under the address space's lock only, as <see cref="Whole"/> is.</summary>
    public BlockTree<PoolRange> SubPools { get; }

    /// <summary>Whether nobody holds any of it.</summary>
    public bool IsIdle => Whole is null && SubPools.IsEmpty;

    /// <summary>Takes the preferred address, which may lie outside the holder's range but not outside the pool (E-051).</summary>
    /// <returns>False when it is taken or reserved.</returns>
    public bool TryTake(PoolRange range, UInt128 address)
    {
        lock (_gate)
        {
            ThrowIfReleased(range);
            var offset = address - Block.First;
            return EndRest(offset) || _taken.Add(offset);
        }
    }

    /// <summary>Gives a taken address back, to rest: it is the last to be handed out to anybody, but can be asked for.</summary>
    public void Rest(PoolRange range, UInt128 address)
    {
        lock (_gate)
        {
            ThrowIfReleased(range);
            var offset = address - Block.First;
            if (!IsReserved(address) && _taken.Contains(offset) && !_resting.ContainsKey(offset))
            {
                _resting.Add(offset, _restingByAge.AddLast(offset));
            }
        }
    }

    /// <summary>Ends an address's rest: it is free. One that does not rest stays as it is.</summary>
    public void Wake(PoolRange range, UInt128 address)
    {
        lock (_gate)
        {
            ThrowIfReleased(range);
            var offset = address - Block.First;
            if (EndRest(offset))
            {
                _taken.Remove(offset);
            }
        }
    }

    /// <summary>Takes the holder's lowest free address, or in serial mode the next one after the last (E-048).</summary>
    /// <returns>False when its range is used up.</returns>
    public bool TryTakeAny(PoolRange range, bool serial, out UInt128 address)
    {
        var from = range.Block.First - Block.First;
        var to = range.Block.Last - Block.First;
        lock (_gate)
        {
            ThrowIfReleased(range);
            var found = serial
                ? _taken.TryFindFree(range.SerialCursor, to, out var offset) || _taken.TryFindFree(from, to, out offset)
                : _taken.TryFindFree(from, to, out offset);
            address = Block.First + offset;
            if (!found)
            {
                return TryTakeResting(from, to, out address);
            }

            _taken.Add(offset);
            if (serial)
            {
                range.SerialCursor = offset == to ? from : offset + 1;
            }

            return true;
        }
    }

    /// <summary>Gives an address back. One that was never taken, or that the pool reserves, stays as it is (E-054).</summary>
    public void Release(PoolRange range, UInt128 address)
    {
        lock (_gate)
        {
            ThrowIfReleased(range);
            if (!IsReserved(address) && !_resting.ContainsKey(address - Block.First))
            {
                _taken.Remove(address - Block.First);
            }
        }
    }

    /// <summary>How full the pool is, and how much of the holder's range is left (E-066).</summary>
    public PoolStatus StatusOf(PoolRange range)
    {
        var from = range.Block.First - Block.First;
        var to = range.Block.Last - Block.First;
        lock (_gate)
        {
            ThrowIfReleased(range);

            // The size of ::/0 is one more than fits, which no one can tell from a number that stops at 64 bits.
            var size = range.Block.HostBits == 128 ? UInt128.MaxValue : (UInt128)1 << range.Block.HostBits;
            var resting = _restingByAge.Count == 0 ? 0 : (ulong)_restingByAge.Count(offset => offset >= from && offset <= to);
            return new PoolStatus(_taken.Count - (ulong)_restingByAge.Count, ulong.CreateSaturating(size - (_taken.CountBetween(from, to) - resting)));
        }
    }

    /// <summary>Ends a holder's right to take addresses.</summary>
    public void Revoke(PoolRange range)
    {
        lock (_gate)
        {
            range.IsHeld = false;
        }
    }

    // Nothing else is left: whoever rested longest has had the best chance to come back.
    private bool TryTakeResting(UInt128 from, UInt128 to, out UInt128 address)
    {
        for (var oldest = _restingByAge.First; oldest is not null; oldest = oldest.Next)
        {
            if (oldest.Value >= from && oldest.Value <= to)
            {
                address = Block.First + oldest.Value;
                return EndRest(oldest.Value);
            }
        }

        address = default;
        return false;
    }

    private bool EndRest(UInt128 offset)
    {
        if (!_resting.Remove(offset, out var node))
        {
            return false;
        }

        _restingByAge.Remove(node);
        return true;
    }

    // E-047. A pool of one or two IPv4 addresses, or of one IPv6 address, would have nothing left to give.
    private bool IsReserved(UInt128 address) =>
        Block.HostBits > (Block.V6 ? 0 : 1) && (address == Block.First || (!Block.V6 && address == Block.Last));

    private void ThrowIfReleased(PoolRange range)
    {
        if (!range.IsHeld)
        {
            throw PoolRange.NotFound(Block, range.Block == Block ? null : range.Block);
        }
    }
}
