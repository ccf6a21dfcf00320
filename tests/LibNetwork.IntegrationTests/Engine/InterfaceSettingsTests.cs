using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>What an interface is like, what went through it, and what a sandbox may not join (C-008, C-075, C-118, C-120, C-122, C-163, C-164, C-178).</summary>
public sealed class InterfaceSettingsTests
{
    [Fact]
    public async Task Kernel_parameters_and_link_local_addresses_are_set_inside_and_survive_a_rejoin()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24", "fd01::/64");
        var sandbox = await engine.SandboxAsync("app");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        var endpoint = await network.ConnectAsync(sandbox, new EndpointConfig
        {
            Name = "app",
            InterfaceName = "lan.0",
            LinkLocalAddresses = [IPAddress.Parse("169.254.7.7"), IPAddress.Parse("fe80::7")],
            Sysctls = ["net.ipv4.conf.IFNAME.log_martians=1", "net.ipv6.neigh.ifname.retrans_time_ms=2000"],
        });
        void Check()
        {
            TestHost.RunIn(inside, "cat /proc/sys/net/ipv4/conf/lan.0/log_martians /proc/sys/net/ipv6/neigh/lan.0/retrans_time_ms").Should().Be("1\n2000\n");
            TestHost.RunIn(inside, "ip -br addr show lan.0").Should().Contain("169.254.7.7/16").And.Contain("fe80::7/64").And.Contain("10.1.0.2/24");
        }

        Check();
        await endpoint.LeaveAsync();
        await engine.RestartAsync();
        await engine.Controller.GetEndpoint("app").JoinAsync(engine.Controller.GetSandbox("app"));
        Check();
    }

    [Fact]
    public async Task A_parameter_that_does_not_exist_or_cannot_have_its_value_fails_the_join_whole()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var sandbox = await engine.SandboxAsync("app");
        Func<Task> Connect(string sysctl) => () => network.ConnectAsync(sandbox, new EndpointConfig { Name = "app", Sysctls = [sysctl] }).AsTask();
        (await Connect("net.ipv4.conf.IFNAME.nonsense=1").Should().ThrowAsync<NetworkException>()).Which.Message
            .Should().Be("/proc/sys/net/ipv4/conf/eth0/nonsense is not a sysctl file");
        (await Connect("net.ipv4.conf.IFNAME.log_martians=x").Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.InvalidParameter);
        sandbox.Endpoints.Should().BeEmpty();
        network.Endpoints.Should().BeEmpty();
    }

    [Fact]
    public async Task What_goes_through_an_interface_is_counted_under_its_name()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var sandbox = await engine.SandboxAsync("app");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        await network.ConnectAsync(sandbox, new EndpointConfig { Name = "app" });
        TestHost.RunIn(inside, "ping -c 3 -i 0.2 -W 2 10.1.0.1");

        var statistics = (await sandbox.GetStatisticsAsync()).Should().ContainSingle().Which;
        statistics.Key.Should().Be("eth0");
        var stats64 = TestHost.JsonIn(inside, "ip -j -s link show eth0").EnumerateArray().Single().GetProperty("stats64");
        statistics.Value.TxPackets.Should().BeGreaterThanOrEqualTo(3).And.BeLessThanOrEqualTo(stats64.GetProperty("tx").GetProperty("packets").GetUInt64());
        statistics.Value.RxBytes.Should().BeGreaterThanOrEqualTo(3 * 98).And.BeLessThanOrEqualTo(stats64.GetProperty("rx").GetProperty("bytes").GetUInt64());
        (statistics.Value.RxErrors, statistics.Value.TxErrors, statistics.Value.TxDropped).Should().Be((0UL, 0UL, 0UL));
    }

    [Fact]
    public async Task The_hosts_own_namespace_has_no_statistics_and_joins_nothing_else()
    {
        await using var engine = await EngineHost.StartAsync();
        var host = await engine.Controller.CreateNetworkAsync(new NetworkConfig { Name = "host", Driver = "host" });
        var web = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "h", UseHostNamespace = true });
        var links = engine.Host.LinkNames();
        await host.ConnectAsync(sandbox, new EndpointConfig { Name = "h" });
        engine.Host.LinkNames().Should().Equal(links, "nothing in it is touched (row C-088)");
        (await sandbox.GetStatisticsAsync()).Should().BeEmpty();
        (await Error(async () => await web.ConnectAsync(sandbox, new EndpointConfig { Name = "x" }))).Should().Be((ErrorKind.InvalidParameter,
            "container sharing network namespace with another container or host cannot be connected to any other network"), "row C-178");
        await sandbox.DeleteAsync();
        engine.Host.LinkNames().Should().Equal(links);
    }

    [Fact]
    public async Task A_sandbox_on_a_network_of_the_null_driver_is_on_no_other()
    {
        await using var engine = await EngineHost.StartAsync();
        var none = await engine.Controller.CreateNetworkAsync(new NetworkConfig { Name = "none", Driver = "null" });
        var web = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var one = await engine.SandboxAsync("one");
        var two = await engine.SandboxAsync("two");
        await none.ConnectAsync(one, new EndpointConfig { Name = "one" });
        await web.ConnectAsync(two, new EndpointConfig { Name = "two" });
        var text = "container cannot be connected to multiple networks with one of the networks in private (none) mode";
        (await Error(async () => await web.ConnectAsync(one, new EndpointConfig { Name = "x" }))).Should().Be((ErrorKind.InvalidParameter, text));
        (await Error(async () => await none.ConnectAsync(two, new EndpointConfig { Name = "x" }))).Should().Be((ErrorKind.InvalidParameter, text));
    }

    [Fact]
    public async Task Two_interfaces_that_would_lead_to_the_same_addresses_are_refused_and_nothing_is_taken()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var sandbox = await engine.SandboxAsync("app");
        await network.ConnectAsync(sandbox, new EndpointConfig { Name = "first" });
        (await Error(async () => await network.ConnectAsync(sandbox, new EndpointConfig { Name = "first" }))).Should().Be(
            (ErrorKind.Conflict, "endpoint with name first already exists in network web"), "row C-177");
        (await Error(async () => await network.ConnectAsync(sandbox, new EndpointConfig { Name = "second" }))).Should().Be((ErrorKind.Conflict,
            "cannot program address 10.1.0.3/24 in sandbox interface because it conflicts with existing route 10.1.0.0/24 dev eth0"), "row C-120");
        network.Endpoints.Should().ContainSingle();
    }

    [Fact]
    public async Task A_renamed_sandbox_is_found_by_its_new_name_alone_and_after_a_restart_too()
    {
        await using var engine = await EngineHost.StartAsync();
        var sandbox = await engine.SandboxAsync("app");
        await engine.SandboxAsync("other");
        await sandbox.RenameAsync("shop");
        engine.Controller.GetSandbox("shop").Should().BeSameAs(sandbox);
        (await Error(() => sandbox.RenameAsync("other"))).Should().Be((ErrorKind.Conflict, "sandbox with name other already exists"));
        (await Error(() => sandbox.RenameAsync("a/b"))).Kind.Should().Be(ErrorKind.InvalidParameter);
        engine.Controller.Invoking(controller => controller.GetSandbox("app")).Should().Throw<NetworkException>().WithMessage("sandbox app not found", "row C-161");
        await engine.SandboxAsync("app");
        await engine.RestartAsync();
        engine.Controller.GetSandbox("shop").Id.Should().Be(sandbox.Id);
    }

    [Fact]
    public async Task A_refresh_joins_every_endpoint_again_with_the_options_that_are_given()
    {
        await using var engine = await EngineHost.StartAsync();
        var bridge = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var pair = await engine.NetworkAsync("pair", "pair", "10.2.0.0/24");
        var sandbox = await engine.SandboxAsync("app");
        await bridge.ConnectAsync(sandbox, new EndpointConfig { Name = "app", GatewayPriority = 1 });
        await pair.ConnectAsync(sandbox, new EndpointConfig { Name = "app" });
        await sandbox.RefreshAsync(sandbox.Config with { Ports = [new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 }] });
        (await sandbox.ListPublishedPortsAsync()).Should().ContainSingle();
        sandbox.Endpoints.Select(endpoint => endpoint.InterfaceName).Should().Equal("eth0", "eth1");

        engine.Driver.FailAt = "Join";
        (await Error(() => sandbox.RefreshAsync())).Should().Be((ErrorKind.Forbidden, "Join is refused"));
        engine.Driver.FailAt = "";
        sandbox.Endpoints.Should().ContainSingle().Which.Network.Should().BeSameAs(bridge);
        (await Error(() => sandbox.RefreshAsync(new SandboxConfig { Name = "x", UseHostNamespace = true }))).Message.Should().Be(
            "invalid sandbox config:\nsandbox app is renamed, not refreshed, to become x\nwhose namespace sandbox app has cannot change");
    }

    [Fact]
    public async Task Of_many_that_want_one_name_one_gets_it_and_nothing_of_the_others_is_left()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        static async Task<bool> Succeeds(Func<ValueTask> attempt)
        {
            try
            {
                await attempt();
                return true;
            }
            catch (NetworkException e) when (e.Kind == ErrorKind.Conflict)
            {
                return false;
            }
        }

        var sandboxes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Succeeds(async () => await engine.SandboxAsync("app")))));
        sandboxes.Count(made => made).Should().Be(1, "row K-048");
        engine.Host.PinsInExecRoot().Should().ContainSingle();
        var endpoints = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => Succeeds(async () => _ = i % 2 == 0
            ? await network.CreateEndpointAsync(new EndpointConfig { Name = "e" })
            : await network.ConnectAsync(engine.Controller.GetSandbox("app"), new EndpointConfig { Name = "e" })))));
        endpoints.Count(made => made).Should().Be(1, "row K-049");
        network.Endpoints.Should().ContainSingle();
        (await network.CreateEndpointAsync(new EndpointConfig { Name = "next" })).Address.ToString().Should().Be("10.1.0.3/24", "no address of the others is taken");
    }

    private static async Task<(ErrorKind Kind, string Message)> Error(Func<ValueTask> action)
    {
        var refused = await action.Invoking(a => a().AsTask()).Should().ThrowAsync<NetworkException>();
        return (refused.Which.Kind, refused.Which.Message);
    }
}
