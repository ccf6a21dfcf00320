using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Null;

/// <summary>Networks without a network: a sandbox that joins keeps nothing but its loopback (D-130 to D-132).</summary>
/// <remarks>There is one network of this type and it cannot be deleted. It has no addresses, so the engine asks no IPAM driver (C-062).</remarks>
internal sealed class NullDriver : INetworkDriver, INetworkRestorer
{
    /// <summary>The driver's type.</summary>
    public const string DriverType = "null";

    private readonly SoleNetwork _network = new(DriverType);

    /// <summary>What the driver says of itself (D-132).</summary>
    public static Capability Capability { get; } = new(Scope.Local);

    /// <inheritdoc/>
    public string Type => DriverType;

    /// <inheritdoc/>
    public ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        _network.Create(networkId);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default)
    {
        _network.Create(network.NetworkId);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        ValueTask.FromException(_network.Delete());

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
}
