using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Serving;

/// <summary>Takes up what other engines own when a controller starts, whether or not its drivers are served this time: their sandboxes run.</summary>
/// <param name="served">Where it is kept.</param>
/// <param name="drivers">The drivers.</param>
/// <param name="find">Is told what was found and done.</param>
internal sealed class ServedRestorer(ServedNetworks served, DriverRegistry drivers, Action<string> find)
{
    private readonly List<(ServedNetwork Network, ServedEndpointRecord Endpoint)> _cut = [];

    /// <summary>Finds the driver of each network and sorts out the endpoints whose work was cut short.</summary>
    public void TakeUp(IEnumerable<ServedNetworkRecord> networks, IEnumerable<ServedEndpointRecord> endpoints)
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        var taken = new Dictionary<string, ServedNetwork>(StringComparer.Ordinal);
        foreach (var record in networks)
        {
            if (drivers.Find(record.Driver) is not { } driver)
            {
                find($"served network {record.Id}: its driver {record.Driver} is not registered; it is left as it is");
                left.Add(record.Id);
                continue;
            }

            var network = new ServedNetwork(record, driver.Driver);
            taken.Add(record.Id, network);
            served.TakeUp(network);
        }

        foreach (var endpoint in endpoints.Where(endpoint => !left.Contains(endpoint.NetworkId)))
        {
            TakeUp(endpoint, taken.GetValueOrDefault(endpoint.NetworkId));
        }
    }

    /// <summary>Has the drivers adopt what is whole.</summary>
    public async ValueTask AdoptAsync(CancellationToken cancellationToken)
    {
        foreach (var network in served.All.Where(network => network.Record.State == RecordState.Ready))
        {
            if (network.Driver is INetworkRestorer restorer)
            {
                var record = network.Record;
                var endpoints = network.Endpoints.Values.Where(endpoint => endpoint.State == RecordState.Ready).Select(ToRestored);
                await TryAsync($"served network {network.Id}: restoring", () => restorer.RestoreNetworkAsync(
                    new RestoredNetwork(record.Id, record.Options, record.IPv4Data, record.IPv6Data, [.. endpoints]), cancellationToken));
            }
        }
    }

    /// <summary>Undoes or finishes what was cut short. What a driver refuses stays an intent, for the next call or the next start.</summary>
    public async ValueTask FinishAsync()
    {
        await FinishEndpointsAsync();
        foreach (var network in served.All.Where(network => network.Record.State == RecordState.Ready && network.Driver is not INetworkRestorer))
        {
            await TellGatewaysAsync(network);
        }

        foreach (var network in served.All.Where(network => network.Record.State != RecordState.Ready))
        {
            find($"served network {network.Id}: its {(network.Record.State == RecordState.Creating ? "creation is undone" : "deletion is finished")}");
            await TryAsync($"served network {network.Id}: deleting", () => served.DeleteAsync(network.Id, network.Record.Driver, CancellationToken.None));
        }
    }

    private async ValueTask FinishEndpointsAsync()
    {
        foreach (var (network, endpoint) in _cut)
        {
            if (endpoint.State != RecordState.Ready)
            {
                find($"served endpoint {endpoint.Id}: it was being made or deleted; it is removed");
                await TryAsync($"served endpoint {endpoint.Id}: deleting", () => served.Endpoints.DeleteAsync(network, endpoint.Id, CancellationToken.None));
                continue;
            }

            find(IsOver(endpoint.Join!) ? $"served endpoint {endpoint.Id}: a reboot has ended its sandbox"
                : $"served endpoint {endpoint.Id}: its join or leave was cut short; it has left its sandbox");
            await TryAsync($"served endpoint {endpoint.Id}: leaving", () => served.Endpoints.LeaveAsync(network, endpoint.Id, CancellationToken.None));
        }
    }

    /// <summary>A driver that remembers by itself may have published ports that nobody was told of: it is told again what was recorded.</summary>
    private async ValueTask TellGatewaysAsync(ServedNetwork network)
    {
        foreach (var endpoint in network.Endpoints.Values)
        {
            if (network.Driver is IExternalConnectivity driver && endpoint.Join is { } join)
            {
                await TryAsync($"served endpoint {endpoint.Id}: telling its gateways", () => driver.ProgramExternalConnectivityAsync(
                    network.Id, endpoint.Id, join.GatewayIPv4EndpointId, join.GatewayIPv6EndpointId, CancellationToken.None));
            }
        }
    }

    private void TakeUp(ServedEndpointRecord endpoint, ServedNetwork? network)
    {
        if (network is null)
        {
            find($"served endpoint {endpoint.Id}: its network is gone; the endpoint is removed");
            served.Endpoints.Forget(endpoint.Id);
            return;
        }

        network.Endpoints[endpoint.Id] = endpoint;
        if (network.Record.State == RecordState.Ready && !IsWhole(endpoint))
        {
            _cut.Add((network, endpoint));
        }
    }

    private bool IsWhole(ServedEndpointRecord endpoint) => endpoint.State == RecordState.Ready && (endpoint.Join is null || IsJoined(endpoint.Join));

    private bool IsJoined(ServedJoinRecord join) => join.State == RecordState.Ready && !IsOver(join);

    private bool IsOver(ServedJoinRecord join) => join.BootId != served.Endpoints.BootId;

    private RestoredEndpoint ToRestored(ServedEndpointRecord endpoint)
    {
        var info = new EndpointInterface();
        if (endpoint.MacAddress is { } mac)
        {
            info.SetMacAddress(mac);
        }

        foreach (var address in new[] { endpoint.Address, endpoint.AddressIPv6 }.OfType<CidrAddress>())
        {
            info.SetIPAddress(address);
        }

        var join = endpoint.Join is { } record && IsJoined(record) ? record : null;
        return new RestoredEndpoint(endpoint.Id, info, endpoint.Options, join?.SandboxKey)
        {
            SandboxOptions = join?.SandboxOptions ?? DriverOptions.Empty,
            GatewayIPv4EndpointId = join?.GatewayIPv4EndpointId ?? "",
            GatewayIPv6EndpointId = join?.GatewayIPv6EndpointId ?? "",
        };
    }

    private async ValueTask TryAsync(string what, Func<ValueTask> step)
    {
        try
        {
            await step();
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            find($"{what} failed: {refused.Message}");
        }
    }
}
