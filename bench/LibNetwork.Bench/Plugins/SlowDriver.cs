using LibNetwork.DriverApi;

namespace LibNetwork.Bench.Plugins;

/// <summary>A driver that does nothing, and takes long over that for one network.</summary>
internal sealed class SlowDriver(string slowNetworkId, TimeSpan slowness) : INetworkDriver
{
    public string Type => "bench";

    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        if (networkId == slowNetworkId)
        {
            await Task.Delay(slowness, cancellationToken);
        }
    }

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) => default;

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo, DriverOptions options,
        CancellationToken cancellationToken = default) => default;

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => default;

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo, DriverOptions endpointOptions,
        DriverOptions sandboxOptions, CancellationToken cancellationToken = default) => default;

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => default;

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;
}
