using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace Dnet.Tests.Conformance;

/// <summary>A driver for the SDK that only remembers.</summary>
internal sealed class MemoryNetworkDriver : INetworkDriver, IExternalConnectivity, IGatewayAllocationChecker
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _networks = new();
    private readonly ConcurrentDictionary<string, IpamData> _pools = new();
    private int _made;

    public string Type => "memory";

    internal int Count => _networks.Count;

    public ValueTask CreateNetworkAsync(
        string networkId, DriverOptions options, IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        if (ipv4Data is [{ } pool, ..])
        {
            pool.Validate();
            _pools[networkId] = pool;
        }

        return _networks.TryAdd(networkId, new()) ? default : throw new NetworkException(ErrorKind.Conflict, $"network {networkId} exists");
    }

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        _networks.TryRemove(networkId, out _);
        return default;
    }

    public ValueTask CreateEndpointAsync(
        string networkId, string endpointId, IInterfaceInfo interfaceInfo, DriverOptions options, CancellationToken cancellationToken = default)
    {
        if (!Endpoints(networkId).TryAdd(endpointId, false))
        {
            throw new EndpointExistsException(endpointId);
        }

        if (interfaceInfo.MacAddress is null)
        {
            var number = Interlocked.Increment(ref _made);
            interfaceInfo.SetMacAddress(new PhysicalAddress([2, 0x42, 0, 0, (byte)(number >> 8), (byte)number]));
        }

        return default;
    }

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        _networks.GetValueOrDefault(networkId)?.TryRemove(endpointId, out _);
        return default;
    }

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        Endpoints(networkId).ContainsKey(endpointId) ? new(DriverOptions.Empty) : throw new NoEndpointException(endpointId);

    public ValueTask JoinAsync(
        string networkId,
        string endpointId,
        string sandboxKey,
        IJoinInfo joinInfo,
        DriverOptions endpointOptions,
        DriverOptions sandboxOptions,
        CancellationToken cancellationToken = default)
    {
        var endpoints = Endpoints(networkId);
        if (!endpoints.ContainsKey(endpointId))
        {
            throw new NoEndpointException(endpointId);
        }

        if (!endpoints.TryUpdate(endpointId, newValue: true, comparisonValue: false))
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "a container has already joined the endpoint");
        }

        joinInfo.InterfaceName.SetNames("mem" + endpointId[..12], "eth");
        if (_pools.GetValueOrDefault(networkId)?.Gateway is { } gateway)
        {
            joinInfo.SetGateway(gateway.Address);
            joinInfo.AddStaticRoute(new System.Net.IPNetwork(System.Net.IPAddress.Parse("10.0.0.0"), 8), RouteType.NextHop, gateway.Address);
        }

        return default;
    }

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        _networks.GetValueOrDefault(networkId)?.TryUpdate(endpointId, newValue: false, comparisonValue: true);
        return default;
    }

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    public ValueTask ProgramExternalConnectivityAsync(
        string networkId, string endpointId, string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default) => default;

    public ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default) =>
        new((false, false));

    private ConcurrentDictionary<string, bool> Endpoints(string networkId) =>
        _networks.TryGetValue(networkId, out var endpoints) ? endpoints : throw new NoNetworkException(networkId);
}
