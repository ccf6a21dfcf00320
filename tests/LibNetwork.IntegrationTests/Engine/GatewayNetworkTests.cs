using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>The way out of sandboxes that have no other (C-110 to C-116, K-002, K-063).</summary>
public sealed class GatewayNetworkTests
{
    [Fact]
    public async Task A_sandbox_without_a_way_out_gets_one_on_a_network_made_for_it_which_goes_when_it_is_needed_no_more()
    {
        await using var engine = await EngineHost.StartAsync();
        var inner = await engine.OfferAsync("inner", "none", "10.1.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        var endpoint = await inner.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });

        var network = engine.Controller.GetNetwork("dnet_gwbridge");
        network.Config.EnableIPv6.Should().BeFalse();
        network.Config.DriverOptions.Should().Contain("com.docker.network.bridge.enable_icc", "false");
        sandbox.Endpoints.Select(e => e.Name).Should().Equal("web", "gateway_web");
        DefaultRoute(inside, 4).Should().Be($"{sandbox.Endpoints[1].Gateway} {sandbox.Endpoints[1].InterfaceName}");
        TestHost.TryRunIn(inside, $"ping -c 1 -W 2 {sandbox.Endpoints[1].Gateway}").ExitCode.Should().Be(0);

        var outer = await engine.NetworkAsync("outer", "pair", "10.2.0.0/24");
        await outer.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
        engine.Controller.Networks.Select(n => n.Name).Should().BeEquivalentTo(["inner", "outer"], "row C-116");
        DefaultRoute(inside, 4).Should().Be("10.2.0.1 eth2");

        await outer.DisconnectAsync(sandbox);
        DefaultRoute(inside, 4).Should().EndWith(" eth1", "it is needed again");
        await endpoint.LeaveAsync();
        sandbox.Endpoints.Should().BeEmpty("a sandbox on no network needs no way out");
        engine.Controller.Networks.Should().HaveCount(2);
        await endpoint.JoinAsync(sandbox);
        engine.Controller.Networks.Should().HaveCount(3);
        await sandbox.DeleteAsync();
        engine.Controller.Networks.Should().HaveCount(2);
    }

    [Fact]
    public async Task Each_family_has_a_network_of_its_own_and_is_looked_at_for_itself()
    {
        await using var engine = await EngineHost.StartAsync();
        var neither = await engine.OfferAsync("neither", "none", "10.1.0.0/24", "fd01::/64");
        var six = await engine.OfferAsync("six", "none force6", "10.2.0.0/24", "fd02::/64");
        var routed = await engine.OfferAsync("routed", "none ::/0 0.0.0.0/0", "10.3.0.0/24", "fd03::/64");
        (await Gateways(neither)).Should().Equal("dnet_gwbridge", "dnet_gwbridge6");
        (await Gateways(six)).Should().Equal(["dnet_gwbridge"], "IPv6 alone is no way out of IPv4 (row K-063)");
        (await Gateways(routed)).Should().BeEmpty("a default route counts in both families (row K-002)");

        async Task<IEnumerable<string>> Gateways(Network network)
        {
            var sandbox = await engine.SandboxAsync("s-" + network.Name);
            await network.ConnectAsync(sandbox, new EndpointConfig { Name = "e" });
            using var inside = NetworkNamespace.Open(sandbox.Key);
            var names = sandbox.Endpoints.Select(e => e.Network.Name).Where(name => name.StartsWith("dnet_", StringComparison.Ordinal)).Order().ToList();
            DefaultRoute(inside, 6).Contains("fd").Should().Be(names.Contains("dnet_gwbridge6"));
            await sandbox.DeleteAsync();
            return names;
        }
    }

    [Fact]
    public async Task What_is_cut_off_on_purpose_stays_cut_off()
    {
        await using var engine = await EngineHost.StartAsync();
        var isolated = await engine.Controller.CreateNetworkAsync(new NetworkConfig { Name = "vault", Internal = true });
        var disabled = await engine.OfferAsync("disabled", "none disable", "10.1.0.0/24");
        var nothing = await engine.Controller.CreateNetworkAsync(new NetworkConfig { Name = "nothing", Driver = "null" });
        var host = await engine.Controller.CreateNetworkAsync(new NetworkConfig { Name = "host", Driver = "host" });
        foreach (var network in new[] { isolated, disabled, nothing })
        {
            await network.ConnectAsync(await engine.SandboxAsync("s-" + network.Name), new EndpointConfig { Name = "e" });
        }

        await host.ConnectAsync(await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "h", UseHostNamespace = true }), new EndpointConfig { Name = "e" });
        engine.Controller.Networks.Should().HaveCount(4);
    }

    [Fact]
    public async Task Ports_are_published_by_the_gateway_network_when_it_is_the_way_out()
    {
        await using var engine = await EngineHost.StartAsync();
        var inner = await engine.OfferAsync("inner", "none", "10.1.0.0/24");
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig
        {
            Name = "a-long-name-of-a-container",
            Ports = [new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 }],
        });
        await inner.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
        sandbox.Endpoints[1].Name.Should().Be("gateway_" + sandbox.Id[..12], "row C-112");
        (await sandbox.ListPublishedPortsAsync()).Select(p => p.ToString()).Should().Equal($"0.0.0.0:8080:{sandbox.Endpoints[1].Address!.Value.Address}:80/tcp");

        await engine.RestartAsync();
        sandbox = engine.Controller.GetSandbox(sandbox.Name);
        (await sandbox.ListPublishedPortsAsync()).Should().ContainSingle();
        engine.Controller.StartReport.Should().BeEmpty();
    }

    [Fact]
    public async Task When_the_way_out_cannot_be_made_the_join_fails_whole()
    {
        await using var engine = await EngineHost.StartAsync();
        var inner = await engine.OfferAsync("inner", "none", "10.1.0.0/24");

        // A user's own: too small for a second sandbox.
        var small = await engine.NetworkAsync("dnet_gwbridge", "pair", "10.9.0.0/30");
        await inner.ConnectAsync(await engine.SandboxAsync("first"), new EndpointConfig { Name = "first" });
        var second = await engine.SandboxAsync("second");
        var connect = () => inner.ConnectAsync(second, new EndpointConfig { Name = "second" }).AsTask();
        (await connect.Should().ThrowAsync<NetworkException>()).WithMessage(
            $"container second: endpoint create on GW Network failed: no available IPv4 addresses on this network's address pools: dnet_gwbridge ({small.Id})*", "row C-114");
        second.Endpoints.Should().BeEmpty();
        inner.Endpoints.Select(e => e.Name).Should().Equal("first");

        await engine.Controller.GetSandbox("first").DeleteAsync();
        engine.Controller.GetNetwork("dnet_gwbridge").Should().BeSameAs(small, "what a user made is his to delete");
        engine.Driver.FailAt = "Program";
        (await connect.Should().ThrowAsync<NetworkException>()).WithMessage("container second: endpoint join on GW Network failed: Program is refused");
        engine.Driver.FailAt = "";
        await connect();
        second.Endpoints.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_join_that_fails_on_the_gateway_network_says_so()
    {
        await using var engine = await EngineHost.StartAsync();
        var inner = await engine.OfferAsync("inner", "none", "10.1.0.0/24");
        await engine.NetworkAsync("dnet_gwbridge", "pair", "10.9.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        TestHost.RunIn(inside, "ip link add blocker type bridge && ip link set blocker name eth1");
        var connect = () => inner.ConnectAsync(sandbox, new EndpointConfig { Name = "web" }).AsTask();
        (await connect.Should().ThrowAsync<NetworkException>()).Which.Message.Should().StartWith("container web: endpoint join on GW Network failed: ");
        sandbox.Endpoints.Should().BeEmpty();
        engine.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task Many_sandboxes_come_and_go_at_once_and_share_one_network()
    {
        await using var engine = await EngineHost.StartAsync();
        var inner = await engine.OfferAsync("inner", "none", "10.1.0.0/16");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            for (var round = 0; round < 3; round++)
            {
                var sandbox = await engine.SandboxAsync($"s{i}");
                await inner.ConnectAsync(sandbox, new EndpointConfig { Name = $"e{i}" });
                sandbox.Endpoints.Should().HaveCount(2);
                await sandbox.DeleteAsync();
            }
        })));
        engine.Controller.Networks.Should().ContainSingle();
    }

    // The next hop and the interface; empty when there is none.
    private static string DefaultRoute(NetworkNamespace inside, int family) =>
        string.Join(", ", TestHost.JsonIn(inside, $"ip -j -{family} route show default").EnumerateArray()
            .Select(route => $"{(route.TryGetProperty("gateway", out var gateway) ? gateway.GetString() : "")} {route.GetProperty("dev").GetString()}"));
}
