using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;

namespace LibNetwork.DriverApi.Tests.Contract;

/// <summary>A driver as a third party writes one: nothing but the contract, one network type, two optional abilities.</summary>
internal sealed class TinyDriver : INetworkDriver, IExternalConnectivity, IGatewayAllocationChecker
{
    private readonly ConcurrentDictionary<string, (IpamData Pool, ConcurrentDictionary<string, PhysicalAddress> Endpoints)> _networks = new();

    public string Type => "tiny";

    public List<string> Nodes { get; } = [];

    public List<string> Gateways { get; } = [];

    /// <summary>What a driver's start-up code does.</summary>
    public static void Register(IDriverCallback callback) =>
        callback.RegisterDriver("tiny", new TinyDriver(), new Capability(Scope.Local, Scope.Local));

    public ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        if (ipv4Data is not [var pool])
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "tiny network: exactly one IPv4 pool is needed");
        }

        pool.Validate();
        return _networks.TryAdd(networkId, (pool, new()))
            ? ValueTask.CompletedTask
            : throw new NetworkException(ErrorKind.Forbidden, $"network {networkId} exists");
    }

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        _networks.TryRemove(networkId, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        var network = Network(networkId);
        var mac = interfaceInfo.MacAddress ?? new PhysicalAddress([2, 66, .. interfaceInfo.Address!.Value.Address.GetAddressBytes()]);
        if (!network.Endpoints.TryAdd(endpointId, mac))
        {
            throw new EndpointExistsException(endpointId);
        }

        if (interfaceInfo.MacAddress is null)
        {
            interfaceInfo.SetMacAddress(mac);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        if (_networks.TryGetValue(networkId, out var network))
        {
            network.Endpoints.TryRemove(endpointId, out _);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(new DriverOptions([new(NetLabel.MacAddress, Endpoint(networkId, endpointId))]));

    public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        _ = Endpoint(networkId, endpointId);
        joinInfo.InterfaceName.SetNames($"tiny{endpointId}", "eth");
        joinInfo.SetGateway(Network(networkId).Pool.Gateway!.Value.Address);
        joinInfo.AddStaticRoute(IPNetwork.Parse("192.0.2.0/24"), RouteType.Connected);
        return ValueTask.CompletedTask;
    }

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default)
    {
        if (data is NodeDiscoveryData { Self: false } node)
        {
            Nodes.Add(node.Address);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        throw new DriverNotImplementedException();

    public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default)
    {
        Gateways.Add(gateway4EndpointId);
        return ValueTask.CompletedTask;
    }

    public ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default) =>
        new((options.TryGet<bool>(NetLabel.Internal, out var isInternal) && isInternal, false));

    private (IpamData Pool, ConcurrentDictionary<string, PhysicalAddress> Endpoints) Network(string networkId) =>
        _networks.TryGetValue(networkId, out var network) ? network : throw new NoNetworkException(networkId);

    private PhysicalAddress Endpoint(string networkId, string endpointId) =>
        Network(networkId).Endpoints.TryGetValue(endpointId, out var mac) ? mac : throw new NoEndpointException(endpointId);
}
