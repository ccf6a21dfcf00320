namespace LibNetwork.DriverApi;

/// <summary>Optional ability of an IPAM driver: tells how full a pool is (E-002, E-066).</summary>
public interface IPoolStatusReporter
{
    /// <summary>How full a pool is, now.</summary>
    /// <param name="poolId">The id it was handed out under.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="IpamException">The pool is not taken.</exception>
    ValueTask<PoolStatus> GetPoolStatusAsync(string poolId, CancellationToken cancellationToken = default);
}
