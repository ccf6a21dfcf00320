using System.Collections.Concurrent;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Model;

/// <summary>A driver as the built-in ones are: it makes things in a <see cref="FakeKernel"/>, keeps no records, and is told them at a start.</summary>
/// <remarks>It holds callers to the contract: calls of one network never overlap, and come in their order.</remarks>
internal sealed class FakeDriver(FakeKernel kernel, Func<string, CancellationToken, ValueTask> beforeAsync) : INetworkDriver, INetworkRestorer, IExternalConnectivity
{
    private readonly ConcurrentDictionary<string, Network> _networks = new(StringComparer.Ordinal);

    public string Type => "fake";

    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        await beforeAsync("CreateNetwork", cancellationToken);
        _networks.TryAdd(networkId, new Network(ipv4Data, ipv6Data)).Should().BeTrue("an id is made once");
        kernel.Bridges.TryAdd(networkId, true).Should().BeTrue();
    }

    public async ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        await beforeAsync("DeleteNetwork", cancellationToken);
        if (_networks.TryRemove(networkId, out var network))
        {
            network.Joined.Should().BeEmpty("a network with endpoints is not deleted");
        }

        kernel.Bridges.TryRemove(networkId, out _);
    }

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default) => CallAsync("CreateEndpoint", networkId, network =>
        {
            interfaceInfo.Address.Should().NotBeNull();
            network.Endpoints.Add(endpointId).Should().BeTrue();
        }, cancellationToken);

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteEndpoint", networkId, network =>
        {
            Leave(network, endpointId);
            network.Endpoints.Remove(endpointId);
        }, cancellationToken);

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default) =>
        CallAsync("Join", networkId, network =>
        {
            if (!network.Endpoints.Contains(endpointId))
            {
                throw new NoEndpointException(endpointId);
            }

            network.Joined.Add(endpointId).Should().BeTrue("a sandbox joins once");
            kernel.Namespaces.ContainsKey(sandboxKey).Should().BeTrue("the sandbox is there");
            kernel.Links.TryAdd(endpointId, sandboxKey).Should().BeTrue();
            joinInfo.InterfaceName.SetCreatedInSandbox("veth" + endpointId[..8], joinInfo.InterfaceName.ReserveName("eth"));
            if (network.IPv4Data[0].Gateway is { } gateway)
            {
                joinInfo.SetGateway(gateway.Address);
            }
        }, cancellationToken);

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        CallAsync("Leave", networkId, network => Leave(network, endpointId), cancellationToken);

    public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default) =>
        CallAsync(gateway4EndpointId == endpointId ? "Program" : "Revoke", networkId, network =>
        {
            if (gateway4EndpointId == endpointId)
            {
                network.Joined.Should().Contain(endpointId, "an endpoint that nobody has joined has no ports");
                kernel.Ports[endpointId] = true;
            }
            else
            {
                kernel.Ports.TryRemove(endpointId, out _);
            }
        }, cancellationToken);

    public async ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default)
    {
        await beforeAsync("Restore", cancellationToken);
        var restored = new Network(network.IPv4Data, network.IPv6Data);
        foreach (var endpoint in network.Endpoints)
        {
            restored.Endpoints.Add(endpoint.EndpointId);
            if (endpoint.SandboxKey is { } key)
            {
                restored.Joined.Add(endpoint.EndpointId);
                kernel.Links[endpoint.EndpointId] = key;
                if (endpoint.GatewayIPv4EndpointId == endpoint.EndpointId)
                {
                    kernel.Ports[endpoint.EndpointId] = true;
                }
            }
        }

        _networks.TryAdd(network.NetworkId, restored).Should().BeTrue();
        kernel.Bridges[network.NetworkId] = true;
    }

    public async ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default)
    {
        await beforeAsync("RemoveOrphans", cancellationToken);
        var joined = _networks.Values.SelectMany(network => network.Joined).ToHashSet(StringComparer.Ordinal);
        foreach (var link in kernel.Links.Keys.Where(id => !joined.Contains(id)))
        {
            kernel.Links.TryRemove(link, out _);
            kernel.Ports.TryRemove(link, out _);
        }

        foreach (var bridge in kernel.Bridges.Keys.Where(id => !_networks.ContainsKey(id)))
        {
            kernel.Bridges.TryRemove(bridge, out _);
        }
    }

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    private void Leave(Network network, string endpointId)
    {
        network.Joined.Remove(endpointId);
        kernel.Links.TryRemove(endpointId, out _);
        kernel.Ports.TryRemove(endpointId, out _);
    }

    private async ValueTask CallAsync(string call, string networkId, Action<Network> act, CancellationToken cancellationToken)
    {
        if (!_networks.TryGetValue(networkId, out var network))
        {
            await beforeAsync(call, cancellationToken);
            if (call is "Leave" or "DeleteEndpoint" or "Revoke")
            {
                return; // Deleting what is gone is success.
            }

            throw new NoNetworkException(networkId);
        }

        Interlocked.Increment(ref network.Calls).Should().Be(1, "calls of one network never overlap ({0})", call);
        try
        {
            await beforeAsync(call, cancellationToken);
            act(network);
        }
        finally
        {
            Interlocked.Decrement(ref network.Calls);
        }
    }

    private sealed class Network(IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data)
    {
        public int Calls;

        public IReadOnlyList<IpamData> IPv4Data => ipv4Data;

        public IReadOnlyList<IpamData> IPv6Data => ipv6Data;

        public HashSet<string> Endpoints { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Joined { get; } = new(StringComparer.Ordinal);
    }
}
