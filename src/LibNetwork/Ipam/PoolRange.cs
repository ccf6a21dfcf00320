using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>A holder's share of a pool: the part its dynamic addresses come from, the whole of it or a sub-pool.</summary>
internal sealed class PoolRange(MasterPool pool, AddressBlock block)
{
    public MasterPool Pool { get; } = pool;

    public AddressBlock Block { get; } = block;

    /// <summary>Where serial allocation goes on: the offset after the last address it took.</summary>
    public UInt128 SerialCursor { get; set; } = block.First - pool.Block.First;

    /// <summary>Whether the holder still has it; a request that lost the race with a release sees false.</summary>
    public bool IsHeld { get; set; } = true;

    /// <summary>The error of asking something of a range that nobody holds (E-016).</summary>
    public static IpamException NotFound(AddressBlock pool, AddressBlock? subPool) => new(
        IpamError.PoolNotFound, $"cannot find address pool for poolID:{(subPool is { } sub ? $"{pool}/{sub}" : pool)}");
}
