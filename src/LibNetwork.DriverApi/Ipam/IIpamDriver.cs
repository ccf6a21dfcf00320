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
    /// <param name="request">The wish.</param>
    /// <param name="cancellationToken">Ends the call early; nothing is taken then.</param>
    /// <exception cref="IpamException">Overlaps another pool, nothing is left, or the request is malformed (E-005 to E-021).</exception>
    ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives a pool back.</summary>
    /// <param name="poolId">The id it was handed out under.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="IpamException">The id is malformed, or the pool is not taken (E-046).</exception>
    ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default);

    /// <summary>Takes an address: the preferred one, or one of the driver's choice.</summary>
    /// <param name="poolId">The id its pool was handed out under.</param>
    /// <param name="preferred">The address wanted; null lets the driver choose.</param>
    /// <param name="options"><see cref="NetLabel.IpamSerial"/>, <see cref="NetLabel.RequestAddressType"/>,
    /// <see cref="NetLabel.EndpointName"/>, <see cref="NetLabel.MacAddress"/>, and the network's own IPAM options.</param>
    /// <param name="cancellationToken">Ends the call early; nothing is taken then.</param>
    /// <returns>The address with its pool's prefix (E-056), or none from a driver that hands out none (E-065).</returns>
    /// <exception cref="IpamException"><see cref="IpamError.NoAvailableAddresses"/> and <see cref="IpamError.AddressOutOfRange"/>
    /// let the engine try the network's next pool; anything else ends the request.</exception>
    ValueTask<AllocatedAddress> RequestAddressAsync(string poolId, IPAddress? preferred,
        IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Gives an address back; one that was never taken is no error (E-054).</summary>
    /// <param name="poolId">The id its pool was handed out under.</param>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="IpamException">The pool is not taken, or the address lies outside it or is null.</exception>
    ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default);
}
