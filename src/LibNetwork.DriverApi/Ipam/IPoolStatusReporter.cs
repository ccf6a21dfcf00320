namespace LibNetwork.DriverApi;

/// <summary>Optional ability of an IPAM driver: tells how full a pool is (E-002, E-066).</summary>
public interface IPoolStatusReporter
{
    /// <summary>How full a pool is, now.</summary>
    ValueTask<PoolStatus> GetPoolStatusAsync(string poolId, CancellationToken cancellationToken = default);
}
