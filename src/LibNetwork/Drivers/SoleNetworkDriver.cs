using LibNetwork.DriverApi;

namespace LibNetwork.Drivers;

/// <summary>A driver that has one network alone, for ever, and nothing to do for it (C-061, D-130, D-131).</summary>
/// <remarks>Its network has no addresses, so the engine asks no IPAM driver (C-062).</remarks>
internal sealed class SoleNetworkDriver(string type) : INetworkDriver, INetworkRestorer
{
    private string? _networkId;

    /// <inheritdoc/>
    public string Type => type;

    /// <inheritdoc/>
    public ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        Take(networkId);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default)
    {
        Take(network.NetworkId);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        ValueTask.FromException(new NetworkException(ErrorKind.Forbidden, $"network of type \"{type}\" cannot be deleted"));

    /// <inheritdoc/>
    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    /// <inheritdoc/>
    public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    private void Take(string networkId)
    {
        if (Interlocked.CompareExchange(ref _networkId, networkId, null) is not null)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"only one instance of \"{type}\" network is allowed");
        }
    }
}
