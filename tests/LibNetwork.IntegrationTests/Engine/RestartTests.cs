using LibNetwork.Linux.Namespaces;
using LibNetwork.Store;

namespace LibNetwork.IntegrationTests.Engine;

public sealed class RestartTests
{
    [Fact]
    public async Task Networks_endpoints_and_sandboxes_are_there_again_with_their_addresses()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        var endpoint = await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
        var spare = await network.CreateEndpointAsync(new EndpointConfig { Name = "spare" });
        await engine.RestartAsync();

        var again = engine.Controller.GetEndpoint("web");
        again.Should().NotBeSameAs(endpoint);
        again.Address.Should().Be(endpoint.Address);
        again.Sandbox!.Key.Should().Be(sandbox.Key);
        engine.Controller.GetEndpoint("spare").Address.Should().Be(spare.Address);
        engine.Controller.StartReport.Should().BeEmpty();

        var next = await engine.Controller.GetNetwork("net").CreateEndpointAsync(new EndpointConfig { Name = "next" });
        next.Address.Should().NotBe(endpoint.Address).And.NotBe(spare.Address);
        var second = await engine.NetworkAsync("second", "pair", "10.8.0.0/24");
        (await second.ConnectAsync(again.Sandbox, new EndpointConfig { Name = "second" })).InterfaceName.Should().Be("eth1");
    }

    [Fact]
    public async Task A_sandbox_whose_namespace_is_gone_is_removed_and_its_address_is_free()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        var address = (await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" })).Address;
        await engine.RestartAsync(between: () => NetworkNamespace.Unpin(sandbox.Key));

        engine.Controller.Sandboxes.Should().BeEmpty();
        engine.Controller.Endpoints.Should().BeEmpty();
        engine.Controller.StartReport.Should().Contain(line => line.Contains("sandbox web: its namespace is gone"));
        (await engine.Controller.GetNetwork("net").CreateEndpointAsync(new EndpointConfig { Name = "web" })).Address.Should().Be(address);
        engine.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task What_was_in_flight_is_undone_or_finished()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/24");
        var half = await engine.NetworkAsync("half", "pair", "10.8.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        var going = await engine.SandboxAsync("going");
        await network.ConnectAsync(going, new EndpointConfig { Name = "going" });
        var creating = await network.CreateEndpointAsync(new EndpointConfig { Name = "creating" });
        var joining = await network.ConnectAsync(sandbox, new EndpointConfig { Name = "joining" });
        await engine.RestartAsync(between: () =>
        {
            using var store = SqliteRecordStore.Open(Path.Combine(engine.Host.DataRoot, "dnet.db"));
            store.Commit(
            [
                Put(half.Record with { State = RecordState.Creating }),
                Put(creating.Record with { State = RecordState.Creating }),
                Put(joining.Record with { Join = null }),
                new RecordChange(RecordKind.Sandbox, going.Id, RecordJson.Write(going.Record with { State = RecordState.Deleting }, RecordJson.Default.SandboxRecord)),
            ], durable: false);
        });

        engine.Controller.Networks.Select(n => n.Name).Should().Equal("net");
        engine.Controller.Sandboxes.Select(s => s.Name).Should().Equal("web");
        engine.Controller.Endpoints.Select(e => e.Name).Should().Equal("joining");
        engine.Controller.GetEndpoint("joining").Sandbox.Should().BeNull();
        engine.Controller.StartReport.Should().HaveCountGreaterThanOrEqualTo(4);
        engine.Host.PinsInExecRoot().Should().ContainSingle();
        engine.Host.LinkNames().Should().Equal("lo");
        await engine.NetworkAsync("half", "pair", "10.8.0.0/24");
    }

    [Fact]
    public async Task A_namespace_that_no_sandbox_owns_is_removed()
    {
        await using var engine = await EngineHost.StartAsync();
        var stray = Path.Combine(engine.Host.ExecRoot, "netns", "0123456789ab");
        await engine.RestartAsync(between: () => File.WriteAllText(stray, ""));
        File.Exists(stray).Should().BeFalse();
        engine.Controller.StartReport.Should().Contain(line => line.Contains(stray));
    }

    [Fact]
    public async Task A_missing_interface_is_made_again_with_the_same_address()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        var address = (await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" })).Address;
        using var inside = NetworkNamespace.Open(sandbox.Key);
        await engine.RestartAsync(between: () => TestHost.RunIn(inside, "ip link del eth0"));

        TestHost.RunIn(inside, "ip -br addr show eth0").Should().Contain(address.ToString()!);
        engine.Controller.GetEndpoint("web").Sandbox.Should().NotBeNull();
        engine.Controller.StartReport.Should().Contain(line => line == "interface eth0 of endpoint web in sandbox web is missing: the endpoint has joined again");
    }

    [Fact]
    public async Task What_an_interface_lacks_is_given_to_it_at_start_and_what_it_has_stays()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "bridge", "10.7.0.0/24", "fd07::/64");
        var sandbox = await engine.SandboxAsync("web");
        var endpoint = await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
        using var inside = NetworkNamespace.Open(sandbox.Key);
        var index = TestHost.RunIn(inside, "cat /sys/class/net/eth0/ifindex");
        await engine.RestartAsync(between: () => TestHost.RunIn(inside, $"ip addr del {endpoint.Address} dev eth0; ip link set eth0 down; ip addr add 192.0.2.7/32 dev eth0"));

        var shown = TestHost.RunIn(inside, "ip addr show eth0; ip route; ip -6 route");
        shown.Should().Contain(endpoint.Address.ToString()!).And.Contain(endpoint.AddressIPv6.ToString()!).And.Contain("state UP").And.Contain("192.0.2.7")
            .And.Contain("default via 10.7.0.1").And.Contain("default via fd07::1");
        TestHost.RunIn(inside, "cat /sys/class/net/eth0/ifindex").Should().Be(index, "it is the same interface");
        engine.Controller.StartReport.Should().Equal(
            $"interface eth0 of endpoint web in sandbox web is down, lacks {endpoint.Address} and {endpoint.AddressIPv6}: it is given that",
            "default route by 10.7.0.1 and fd07::1 of sandbox web is missing: it is set");
    }

    [Fact]
    public async Task A_damaged_record_is_reported_and_the_rest_lives_on()
    {
        await using var engine = await EngineHost.StartAsync();
        await engine.NetworkAsync("good", "pair", "10.7.0.0/24");
        var bad = await engine.NetworkAsync("bad", "pair", "10.8.0.0/24");
        await engine.RestartAsync(between: () =>
        {
            using var store = SqliteRecordStore.Open(Path.Combine(engine.Host.DataRoot, "dnet.db"));
            store.Commit([new RecordChange(RecordKind.Network, bad.Id, [0x31, 0x7b])], durable: false);
        });
        engine.Controller.Networks.Select(n => n.Name).Should().Equal("good");
        engine.Controller.StartReport.Should().Contain(line => line.Contains(bad.Id));
    }

    [Fact]
    public async Task An_endpoint_whose_join_was_cut_short_can_join_again()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "bridge", "10.7.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        var endpoint = await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
        await engine.RestartAsync(between: () =>
        {
            using var store = SqliteRecordStore.Open(Path.Combine(engine.Host.DataRoot, "dnet.db"));
            store.Commit([Put(endpoint.Record with { Join = null })], durable: false);
        });
        engine.Host.LinkNames().Should().NotContain($"veth{endpoint.Id[..11]}", "the half of the join that was done is undone");

        await engine.Controller.GetEndpoint("web").JoinAsync(engine.Controller.GetSandbox("web"));

        using var inside = NetworkNamespace.Open(sandbox.Key);
        TestHost.RunIn(inside, "ip -br addr show eth0").Should().Contain(endpoint.Address.ToString()!);
    }

    [Fact]
    public async Task A_driver_that_throws_before_it_gives_a_task_does_not_stop_the_start()
    {
        await using var engine = await EngineHost.StartAsync();
        var first = await engine.NetworkAsync("first", "null");
        await engine.RestartAsync(between: () =>
        {
            using var store = SqliteRecordStore.Open(Path.Combine(engine.Host.DataRoot, "dnet.db"));
            store.Commit([Put(first.Record with { Id = new string('a', 64), Config = first.Config with { Name = "second" } })], durable: false);
        });

        engine.Controller.Networks.Select(network => network.Name).Should().BeEquivalentTo("first", "second");
        engine.Controller.StartReport.Should().ContainSingle(line => line.Contains("only one instance of \"null\" network is allowed"));
    }

    private static RecordChange Put(NetworkRecord record) =>
        new(RecordKind.Network, record.Id, RecordJson.Write(record, RecordJson.Default.NetworkRecord));

    private static RecordChange Put(EndpointRecord record) =>
        new(RecordKind.Endpoint, record.Id, RecordJson.Write(record, RecordJson.Default.EndpointRecord));
}
