using System.Net;

namespace LibNetwork.DriverApi;

/// <summary>Hands out address pools and addresses (E-001, E-002).</summary>
/// <remarks>Calls may come from many threads at once.</remarks>
public interface IIpamDriver
{
    /// <summary>What the driver wants to be given.</summary>
    IpamCapability Capability { get; }

    /// <summary>The names of the address spaces used when the user names none.</summary>
    ValueTask<(string Local, string Global)> GetDefaultAddressSpacesAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a pool: the one asked for, or one of the driver's choice.</summary>
    /// <exception cref="NetworkException">The texts and kinds of rows E-005 to E-021.</exception>
    ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives a pool back.</summary>
    ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default);

    /// <summary>Takes an address: the preferred one, or one of the driver's choice. Null when the driver hands out none (E-065).</summary>
    ValueTask<AllocatedAddress> RequestAddressAsync(string poolId, IPAddress? preferred,
        IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Gives an address back; one that was never taken is no error (E-054).</summary>
    ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default);
}
