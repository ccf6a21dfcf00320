using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>A sandbox's way out: who it is, what is programmed, and who is told (C-094, C-101, C-105 to C-109, C-113).</summary>
public sealed class GatewayTests
{
    [Fact]
    public async Task A_default_route_of_a_driver_is_there_for_the_gateway_alone()
    {
        await using var engine = await EngineHost.StartAsync();
        var first = await engine.NetworkAsync("a", "pair", "10.1.0.0/24");
        var second = await engine.OfferAsync("b", "none 0.0.0.0/0 10.9.0.0/16@10.2.0.9", "10.2.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        var gateway = await first.ConnectAsync(sandbox, new EndpointConfig { Name = "a" });
        await second.ConnectAsync(sandbox, new EndpointConfig { Name = "b" });
        Routes(inside, 4).Should().Equal("default via 10.1.0.1 dev eth0", "10.9.0.0/16 via 10.2.0.9 dev eth1");

        await gateway.LeaveAsync();
        Routes(inside, 4).Should().Equal("default dev eth1", "10.9.0.0/16 via 10.2.0.9 dev eth1");

        await gateway.JoinAsync(sandbox);
        Routes(inside, 4).Should().Equal("default via 10.1.0.1 dev eth0", "10.9.0.0/16 via 10.2.0.9 dev eth1");
    }

    [Fact]
    public async Task A_default_route_by_a_next_hop_is_chosen_for_each_family_and_gives_way_to_a_higher_priority()
    {
        await using var engine = await EngineHost.StartAsync();
        var low = await engine.OfferAsync("low", "none 0.0.0.0/0@10.1.0.77 ::/0@fd01::77", "10.1.0.0/24", "fd01::/64");
        var high = await engine.OfferAsync("high", "", "fd02::/64");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        await low.ConnectAsync(sandbox, new EndpointConfig { Name = "low" });
        Routes(inside, 6).Should().Equal("default via fd01::77 dev eth0");
        var winner = await high.ConnectAsync(sandbox, new EndpointConfig { Name = "high", GatewayPriority = 1 });
        Routes(inside, 4).Should().Equal("default via 10.1.0.77 dev eth0");
        Routes(inside, 6).Should().Equal("default via fd02::1 dev eth1");
        await winner.DeleteAsync(force: true);
        Routes(inside, 6).Should().Equal("default via fd01::77 dev eth0");
    }

    [Fact]
    public async Task A_forced_gateway_takes_the_old_default_route_away_and_gets_none_and_it_survives_a_restart()
    {
        await using var engine = await EngineHost.StartAsync();
        var plain = await engine.NetworkAsync("a", "pair", "10.1.0.0/24");
        var forced = await engine.OfferAsync("b", "none force4", "10.2.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        await plain.ConnectAsync(sandbox, new EndpointConfig { Name = "plain" });
        var winner = await forced.ConnectAsync(sandbox, new EndpointConfig { Name = "forced", GatewayPriority = 1 });
        Routes(inside, 4).Should().BeEmpty("the driver makes its own");
        sandbox.Endpoints[0].Should().BeSameAs(winner);

        await engine.RestartAsync();
        sandbox = engine.Controller.GetSandbox("web");
        sandbox.Endpoints[0].Name.Should().Be("forced", "row K-039");
        await engine.Controller.GetEndpoint("forced").LeaveAsync();
        Routes(inside, 4).Should().Equal("default via 10.1.0.1 dev eth0");
    }

    [Fact]
    public async Task Who_loses_one_family_alone_is_told_before_the_one_that_gets_it()
    {
        await using var engine = await EngineHost.StartAsync();
        var both = await engine.NetworkAsync("a", "pair", "10.1.0.0/24", "fd01::/64");
        var v6 = await engine.OfferAsync("b", "", "fd02::/64");
        var sandbox = await engine.SandboxAsync("web");
        var first = await both.ConnectAsync(sandbox, new EndpointConfig { Name = "first" });
        engine.Driver.Told.Clear();
        var second = await v6.ConnectAsync(sandbox, new EndpointConfig { Name = "second", GatewayPriority = 1 });
        engine.Driver.Told.Should().Equal((first.Id, first.Id, second.Id), (second.Id, first.Id, second.Id));

        engine.Driver.Told.Clear();
        await second.LeaveAsync();
        engine.Driver.Told.Should().Equal([(second.Id, "", ""), (first.Id, first.Id, first.Id)], "what is revoked is revoked first, and who gains a family is told (row C-101)");
    }

    [Fact]
    public async Task When_the_new_gateway_cannot_be_told_the_old_one_gets_its_role_and_its_route_back()
    {
        await using var engine = await EngineHost.StartAsync();
        var old = await engine.NetworkAsync("a", "pair", "10.1.0.0/24");
        var next = await engine.NetworkAsync("b", "pair", "10.2.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        var first = await old.ConnectAsync(sandbox, new EndpointConfig { Name = "first" });
        engine.Driver.Told.Clear();
        engine.Driver.FailAt = "Program";
        var connect = () => next.ConnectAsync(sandbox, new EndpointConfig { Name = "second", GatewayPriority = 1 }).AsTask();
        await connect.Should().ThrowAsync<NetworkException>();
        engine.Driver.FailAt = "";
        engine.Driver.Told.Last().Should().Be((first.Id, first.Id, ""));
        sandbox.Endpoints.Should().Equal(first);
        next.Endpoints.Should().BeEmpty();
        Routes(inside, 4).Should().Equal("default via 10.1.0.1 dev eth0");
        await next.DeleteAsync();
        await first.DeleteAsync(force: true);
        engine.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task Two_sandboxes_that_move_their_gateways_across_the_same_networks_do_not_wait_for_each_other_forever()
    {
        await using var engine = await EngineHost.StartAsync();
        var one = await engine.NetworkAsync("one", "pair", "10.1.0.0/24");
        var two = await engine.NetworkAsync("two", "pair", "10.2.0.0/24");
        async Task MoveAsync(string name, Network from, Network to)
        {
            var sandbox = await engine.SandboxAsync(name);
            await from.ConnectAsync(sandbox, new EndpointConfig { Name = name });
            for (var i = 0; i < 10; i++)
            {
                var gateway = await to.ConnectAsync(sandbox, new EndpointConfig { Name = name + "-gw", GatewayPriority = 1 });
                await gateway.DeleteAsync(force: true);
            }

            await sandbox.DeleteAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => i % 2 == 0 ? MoveAsync($"s{i}", one, two) : MoveAsync($"s{i}", two, one))))
            .WaitAsync(TimeSpan.FromSeconds(60));
        one.Endpoints.Concat(two.Endpoints).Should().BeEmpty();
        engine.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task A_drivers_join_is_given_the_ports_of_the_sandbox_and_so_it_is_after_a_restart()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("a", "pair", "10.1.0.0/24");
        await engine.Controller.CreateSandboxAsync(WithPorts("web"));
        async Task CheckAsync(string endpoint)
        {
            await engine.Controller.GetNetwork("a").ConnectAsync(engine.Controller.GetSandbox("web"), new EndpointConfig { Name = endpoint });
            engine.Driver.SandboxOptions.TryGet(NetLabel.PortMap, out IReadOnlyList<PortBinding>? ports).Should().BeTrue();
            ports.Should().Equal(WithPorts("").Ports);
            engine.Driver.SandboxOptions[NetLabel.ExposedPorts].Should().BeEquivalentTo(WithPorts("").ExposedPorts);
        }

        await CheckAsync("first");
        await network.Endpoints.Single().DeleteAsync(force: true);
        await engine.RestartAsync();
        await CheckAsync("second");
    }

    [Fact]
    public async Task Published_ports_follow_the_gateway_from_network_to_network_and_survive_a_restart()
    {
        await using var engine = await EngineHost.StartAsync();
        var one = await engine.NetworkAsync("a", "bridge", "10.1.0.0/24");
        var two = await engine.NetworkAsync("b", "bridge", "10.2.0.0/24");
        var sandbox = await engine.Controller.CreateSandboxAsync(WithPorts("web"));
        (await sandbox.ListPublishedPortsAsync()).Should().BeEmpty();
        await one.ConnectAsync(sandbox, new EndpointConfig { Name = "a", IPv4Address = IPAddress.Parse("10.1.0.7") });
        (await Published(sandbox)).Should().Equal("0.0.0.0:8080:10.1.0.7:80/tcp");
        engine.Host.Run("nft list ruleset").Should().Contain("10.1.0.7 . 80");

        var gateway = await two.ConnectAsync(sandbox, new EndpointConfig { Name = "b", IPv4Address = IPAddress.Parse("10.2.0.7"), GatewayPriority = 1 });
        (await Published(sandbox)).Should().Equal("0.0.0.0:8080:10.2.0.7:80/tcp");
        engine.Host.Run("nft list ruleset").Should().Contain("10.2.0.7 . 80").And.NotContain("10.1.0.7 . 80");

        await engine.RestartAsync();
        sandbox = engine.Controller.GetSandbox("web");
        (await Published(sandbox)).Should().Equal("0.0.0.0:8080:10.2.0.7:80/tcp");

        await engine.Controller.GetNetwork("b").DisconnectAsync(sandbox);
        (await Published(sandbox)).Should().Equal("0.0.0.0:8080:10.1.0.7:80/tcp");
        await sandbox.DeleteAsync();
        engine.Host.Run("nft list ruleset").Should().NotContain(". 80");
    }

    [Fact]
    public async Task A_port_that_is_taken_fails_the_join_and_leaves_nothing()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("a", "bridge", "10.1.0.0/24");
        await network.ConnectAsync(await engine.Controller.CreateSandboxAsync(WithPorts("web")), new EndpointConfig { Name = "web" });
        var other = await engine.Controller.CreateSandboxAsync(WithPorts("other"));
        var connect = () => network.ConnectAsync(other, new EndpointConfig { Name = "other" }).AsTask();
        (await connect.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
        network.Endpoints.Should().ContainSingle();
        other.Endpoints.Should().BeEmpty();
    }

    private static SandboxConfig WithPorts(string name) => new()
    {
        Name = name,
        Ports = [new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 }],
        ExposedPorts = [new TransportPort(TransportProtocol.Udp, 53)],
    };

    private static async Task<IEnumerable<string>> Published(Sandbox sandbox) => (await sandbox.ListPublishedPortsAsync()).Select(port => port.ToString());

    // Without those that addresses bring along.
    private static IEnumerable<string> Routes(NetworkNamespace inside, int family) => TestHost.RunIn(inside, $"ip -{family} route show proto static")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word is not ("metric" or "scope" or "proto"))));
}
