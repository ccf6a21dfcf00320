using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Serving;

/// <summary>A driver that needs nobody's records: what it made in the kernel of a <see cref="Machine"/> is its memory. It is told nothing at start.</summary>
internal sealed class RememberingDriver(Machine machine) : INetworkDriver, IExternalConnectivity
{
    public string Type => "fake";

    public ValueTask CreateNetworkAsync(string networkId, DriverOptions options, IReadOnlyList<IpamData> ipv4Data,
        IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default) => Make($"network {networkId}");

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) => Unmake($"network {networkId}");

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default) => Make($"endpoint {endpointId}");

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => Unmake($"endpoint {endpointId}");

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default) => Make($"link {endpointId}");

    public async ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        await Unmake($"ports {endpointId}");
        await Unmake($"link {endpointId}");
    }

    public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default) =>
        gateway4EndpointId == endpointId ? Make($"ports {endpointId}") : Unmake($"ports {endpointId}");

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    private ValueTask Make(string what)
    {
        machine.Step();
        machine.Kernel.Add(what);
        machine.Step();
        return default;
    }

    private ValueTask Unmake(string what)
    {
        machine.Step();
        machine.Kernel.Remove(what);
        machine.Step();
        return default;
    }
}
