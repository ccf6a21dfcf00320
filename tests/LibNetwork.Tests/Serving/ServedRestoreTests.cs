using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Tests.Serving;

/// <summary>What a driver is told of other engines' networks when the process starts again.</summary>
public sealed class ServedRestoreTests
{
    private readonly Machine _machine = new();

    [Fact]
    public async Task A_driver_is_told_all_that_it_was_told_before()
    {
        await UpAsync(await ServingProcess.StartAsync(_machine));
        var process = await ServingProcess.StartAsync(_machine);

        process.Findings.Should().BeEmpty();
        var network = process.Kernel.Restored.Single();
        network.NetworkId.Should().Be(Ids.Network);
        network.Options.Labels.Should().Equal(OtherEngine.NetworkOptions.Labels);
        network.Options[NetLabel.EnableIPv6].Should().Be(false);
        network.IPv4Data.Should().Equal(OtherEngine.Pool);
        network.IPv6Data.Should().BeEmpty();
        var endpoint = network.Endpoints.Single();
        endpoint.EndpointId.Should().Be(Ids.One);
        endpoint.InterfaceInfo.MacAddress!.ToString().Should().Be("020000000007", "the driver chose it, and Docker does not say it again");
        endpoint.InterfaceInfo.Address.Should().Be(CidrAddress.Parse("10.3.0.2/24"));
        endpoint.Options.Should().Contain("user", "option");
        endpoint.SandboxKey.Should().Be("/var/run/docker/netns/0123456789ab");
        endpoint.GatewayIPv4EndpointId.Should().Be(Ids.One);
        endpoint.GatewayIPv6EndpointId.Should().Be(Ids.One);
        endpoint.SandboxOptions[NetLabel.PortMap].Should().BeEquivalentTo(new List<PortBinding> { PortBinding.Parse("tcp/:80/:0") });
        endpoint.SandboxOptions[NetLabel.ExposedPorts].Should().BeEquivalentTo(new List<TransportPort> { TransportPort.Parse("tcp/80") });
    }

    [Fact]
    public async Task The_engine_that_owns_them_goes_on_where_it_was()
    {
        await UpAsync(await ServingProcess.StartAsync(_machine));
        var process = await ServingProcess.StartAsync(_machine);

        var again = async () => await process.Driver.CreateNetworkAsync(Ids.Network);
        (await again.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
        await process.Driver.CreateEndpointAsync(Ids.Network, Ids.Two, host: 3);
        await process.Driver.JoinAsync(Ids.Network, Ids.Two);
        await process.Driver.DeleteEndpointAsync(Ids.Network, Ids.One);
        _machine.Kernel.Should().Equal($"link {Ids.Two}", $"network {Ids.Network}");
    }

    /// <summary>Docker deletes at its own start what did not survive; until then it is remembered, and in nobody's way.</summary>
    [Fact]
    public async Task After_a_reboot_the_sandboxes_are_gone_and_the_networks_are_there()
    {
        await UpAsync(await ServingProcess.StartAsync(_machine));
        _machine.Kernel.Clear();
        _machine.BootId = "boot 2";
        var process = await ServingProcess.StartAsync(_machine);

        _machine.Kernel.Should().Equal($"network {Ids.Network}");
        process.Findings.Should().ContainSingle().Which.Should().Contain("a reboot has ended its sandbox");
        process.Kernel.Restored.Single().Endpoints.Single().SandboxKey.Should().BeNull();
        process.Served.All.Single().Endpoints.Values.Single().Join.Should().BeNull();
        await process.Driver.JoinAsync(Ids.Network, Ids.One);
        (await ServingProcess.StartAsync(_machine)).Findings.Should().BeEmpty("it was told once");
    }

    [Fact]
    public async Task Networks_of_a_driver_that_is_not_there_are_left_as_they_are()
    {
        await UpAsync(await ServingProcess.StartAsync(_machine));
        var record = RecordJson.Read(_machine.Disk.Load().Single(r => r.Kind == RecordKind.ServedNetwork).Value, RecordJson.Default.ServedNetworkRecord);
        Put(record with { Driver = "elsewhere" });
        var before = _machine.Disk.Count;

        var process = await ServingProcess.StartAsync(_machine);

        process.Findings.Should().ContainSingle().Which.Should().Contain("its driver elsewhere is not registered");
        process.Served.Count.Should().Be(0);
        _machine.Disk.Count.Should().Be(before);
    }

    [Fact]
    public async Task A_network_that_cannot_be_restored_is_told_and_can_be_deleted()
    {
        await UpAsync(await ServingProcess.StartAsync(_machine));
        var process = await ServingProcess.StartAsync(_machine, new Refusing(_machine) { Refuse = true });

        process.Findings.Should().ContainSingle().Which.Should().Be($"served network {Ids.Network}: restoring failed: the bridge is someone else's");
        await process.Driver.DeleteNetworkAsync(Ids.Network);
        _machine.Disk.Count.Should().Be(0);
        _machine.Kernel.Should().BeEmpty();
    }

    [Fact]
    public async Task A_driver_that_remembers_by_itself_is_only_told_to_undo_what_was_cut_short()
    {
        var calls = new List<string>();
        await UpAsync(await ServingProcess.StartAsync(_machine, new Remembering(calls)));
        var endpoint = RecordJson.Read(_machine.Disk.Load().Single(r => r.Kind == RecordKind.ServedEndpoint).Value, RecordJson.Default.ServedEndpointRecord);
        Put(endpoint with { State = RecordState.Creating });
        calls.Clear();

        var process = await ServingProcess.StartAsync(_machine, new Remembering(calls));

        calls.Should().Equal("Leave", "DeleteEndpoint");
        process.Served.All.Single().Endpoints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_damaged_record_is_told_and_forgotten()
    {
        _machine.Disk.Commit([new RecordChange(RecordKind.ServedNetwork, Ids.Network, Encoding.UTF8.GetBytes("1{"))], durable: false);
        await UpAsync(await ServingProcess.StartAsync(_machine), Ids.Other);
        _machine.Disk.Commit([new RecordChange(RecordKind.ServedNetwork, Ids.Other, Encoding.UTF8.GetBytes("1{"))], durable: false);
        var process = await ServingProcess.StartAsync(_machine);

        process.Findings.Should().HaveCount(2).And.Contain(line => line.StartsWith($"served network {Ids.Other}: its record cannot be read"))
            .And.Contain($"served endpoint {Ids.One}: its network is gone; the endpoint is removed");
        _machine.Disk.Count.Should().Be(0);
        _machine.Kernel.Should().BeEmpty("what has no record has no owner");
    }

    private static async Task UpAsync(ServingProcess process, string? network = null)
    {
        network ??= Ids.Network;
        await process.Driver.CreateNetworkAsync(network);
        await process.Driver.CreateEndpointAsync(network, Ids.One);
        await process.Driver.JoinAsync(network, Ids.One);
        if (process.Driver is IExternalConnectivity connectivity)
        {
            await connectivity.ProgramAsync(network, Ids.One);
        }
    }

    private void Put(ServedNetworkRecord record) => _machine.Disk.Commit(
        [new RecordChange(RecordKind.ServedNetwork, record.Id, RecordJson.Write(record, RecordJson.Default.ServedNetworkRecord))], durable: false);

    private void Put(ServedEndpointRecord record) => _machine.Disk.Commit(
        [new RecordChange(RecordKind.ServedEndpoint, record.Id, RecordJson.Write(record, RecordJson.Default.ServedEndpointRecord))], durable: false);

    /// <summary>A driver whose networks cannot be restored, but deleted.</summary>
    private sealed class Refusing(Machine machine) : Remembering([]), INetworkRestorer
    {
        public bool Refuse { get; init; }

        public ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default) =>
            ValueTask.FromException(new NetworkException(ErrorKind.Conflict, "the bridge is someone else's"));

        public ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default) => default;

        public override ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
        {
            machine.Kernel.Clear();
            return default;
        }
    }

    private class Remembering(List<string> calls) : INetworkDriver
    {
        public string Type => "fake";

        public ValueTask CreateNetworkAsync(string networkId, DriverOptions options, IReadOnlyList<IpamData> ipv4Data,
            IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default) => Call("CreateNetwork");

        public virtual ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) => Call("DeleteNetwork");

        public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
            DriverOptions options, CancellationToken cancellationToken = default) => Call("CreateEndpoint");

        public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => Call("DeleteEndpoint");

        public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
            new(DriverOptions.Empty);

        public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
            DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default) => Call("Join");

        public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => Call("Leave");

        public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

        public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

        private ValueTask Call(string call)
        {
            calls.Add(call);
            return default;
        }
    }
}
