using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Serving;

/// <summary>A driver as the built-in ones are: it makes things in the kernel of a <see cref="Machine"/> and keeps no records.</summary>
internal sealed class KernelDriver(Machine machine, string type = "fake") : INetworkDriver, IExternalConnectivity, IGatewayAllocationChecker, INetworkRestorer
{
    private static readonly PhysicalAddress Mac = PhysicalAddress.Parse("02-00-00-00-00-07");

    private readonly Dictionary<string, Dictionary<string, bool>> _networks = new(StringComparer.Ordinal);

    public List<string> Calls { get; } = [];

    /// <summary>The call that is refused; empty for none.</summary>
    public string Refuse { get; set; } = "";

    /// <summary>What it was told when a network was restored.</summary>
    public List<RestoredNetwork> Restored { get; } = [];

    public List<(DriverOptions Endpoint, DriverOptions Sandbox)> JoinOptions { get; } = [];

    public Func<Task> WhileCreating { get; set; } = () => Task.CompletedTask;

    public string Type => type;

    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        Call("CreateNetwork");
        await WhileCreating();
        Make($"network {networkId}");
        _networks.Add(networkId, []);
    }

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        Call("DeleteNetwork");
        foreach (var endpoint in _networks.GetValueOrDefault(networkId) ?? [])
        {
            Unmake($"link {endpoint.Key}");
            Unmake($"ports {endpoint.Key}");
        }

        Unmake($"network {networkId}");
        _networks.Remove(networkId);
        return ValueTask.CompletedTask;
    }

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        Call("CreateEndpoint");
        if (interfaceInfo.MacAddress is null)
        {
            interfaceInfo.SetMacAddress(Mac);
        }

        _networks[networkId].Add(endpointId, false);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        Call("DeleteEndpoint");
        _networks.GetValueOrDefault(networkId)?.Remove(endpointId);
        return ValueTask.CompletedTask;
    }

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        Call("Join");
        JoinOptions.Add((endpointOptions, sandboxOptions));
        Make($"link {endpointId}");
        _networks[networkId][endpointId] = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        Call("Leave");
        if (_networks.GetValueOrDefault(networkId)?.GetValueOrDefault(endpointId) == true)
        {
            Unmake($"ports {endpointId}");
            Unmake($"link {endpointId}");
            _networks[networkId][endpointId] = false;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default)
    {
        var isGateway = gateway4EndpointId == endpointId || gateway6EndpointId == endpointId;
        Call(isGateway ? "Program" : "Revoke");
        if (isGateway)
        {
            Make($"ports {endpointId}");
        }
        else
        {
            Unmake($"ports {endpointId}");
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default) =>
        new((false, true));

    public ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default)
    {
        Call("Restore");
        Restored.Add(network);
        machine.Kernel.Add($"network {network.NetworkId}");
        _networks[network.NetworkId] = network.Endpoints.ToDictionary(endpoint => endpoint.EndpointId, endpoint => endpoint.SandboxKey is not null);
        foreach (var endpoint in network.Endpoints.Where(endpoint => endpoint.GatewayIPv4EndpointId == endpoint.EndpointId))
        {
            machine.Kernel.Add($"ports {endpoint.EndpointId}");
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default)
    {
        machine.Step();
        var joined = _networks.Values.SelectMany(network => network).Where(endpoint => endpoint.Value).Select(endpoint => endpoint.Key).ToList();
        var gateways = Restored.SelectMany(network => network.Endpoints).Where(endpoint => endpoint.GatewayIPv4EndpointId.Length > 0)
            .Select(endpoint => endpoint.EndpointId);
        string[] owned = [.. _networks.Keys.Select(id => $"network {id}"), .. joined.Select(id => $"link {id}"), .. gateways.Select(id => $"ports {id}")];
        machine.Kernel.IntersectWith(owned);
        machine.Step();
        return ValueTask.CompletedTask;
    }

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default)
    {
        Call("DiscoverNew");
        return ValueTask.CompletedTask;
    }

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default)
    {
        Call("DiscoverDelete");
        return ValueTask.CompletedTask;
    }

    private void Call(string call)
    {
        machine.Step();
        Calls.Add(call);
        if (Refuse == call)
        {
            throw new NetworkException(ErrorKind.Internal, $"{call} is refused");
        }
    }

    private void Make(string what)
    {
        machine.Kernel.Add(what);
        machine.Step();
    }

    private void Unmake(string what)
    {
        machine.Kernel.Remove(what);
        machine.Step();
    }
}
