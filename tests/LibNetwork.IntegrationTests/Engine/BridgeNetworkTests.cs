using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

public sealed class BridgeNetworkTests
{
    [Fact] // D-001, D-003, D-004, D-009, D-032, D-038
    public async Task After_a_restart_every_option_holds_and_a_bridge_of_the_users_is_given_back_in_the_end()
    {
        await using var engine = await EngineHost.StartAsync();
        engine.Host.Run("ip link add lan0 address 02:00:00:00:00:01 mtu 1450 type bridge; ip link set lan0 mtu 1450; ip address add 192.168.77.1/24 dev lan0");
        var network = await engine.Controller.CreateNetworkAsync(new NetworkConfig
        {
            Name = "net",
            EnableIPv6 = true,
            IpamPools = [new IpamPoolConfig { Subnet = "10.30.0.0/24" }, new IpamPoolConfig { Subnet = "fd30::/64" }],
            DriverOptions = new Dictionary<string, string>
            {
                ["com.docker.network.bridge.name"] = "lan0",
                ["com.docker.network.bridge.gateway_mode_ipv4"] = "nat-unprotected",
                ["com.docker.network.bridge.gateway_mode_ipv6"] = "routed",
                ["com.docker.network.bridge.trusted_host_interfaces"] = "wan:lan",
            },
        });
        await ConnectAsync(engine, network, "one");
        var rules = Rules(engine);

        await engine.RestartAsync(between: () => engine.Host.Run("nft flush ruleset; ip address del 10.30.0.1/24 dev lan0"));

        engine.Controller.StartReport.Should().BeEmpty();
        Rules(engine).Should().Be(rules).And.Contain("ipv6 . \"lan0\"").And.Contain("ipv4 . \"lan0\"").And.Contain("\"wan\" . \"lan0\"");
        var sandbox = engine.Controller.GetSandbox("one");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        Ping(inside, CidrAddress.Parse("10.30.0.1/24")).Should().Be(0);
        TestHost.RunIn(inside, "ip -o link show dev eth0").Should().Contain("mtu 1450 ");
        await sandbox.DeleteAsync();
        await engine.Controller.GetNetwork("net").DeleteAsync();
        engine.Host.Run("ip -d -o link show dev lan0; ip -o address show dev lan0").Should().Contain("192.168.77.1/24")
            .And.NotContain("10.30.0.1").And.NotContain("fd30::1").And.NotContain("dnet");
    }

    private static string Rules(EngineHost engine) =>
        System.Text.RegularExpressions.Regex.Replace(engine.Host.Run("nft list ruleset inet"), "packets [0-9]+ bytes [0-9]+", "", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    [Fact] // D-010
    public async Task A_network_with_an_MTU_too_small_for_IPv6_is_joined_all_the_same()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.Controller.CreateNetworkAsync(new NetworkConfig
        {
            Name = "narrow",
            DriverOptions = new Dictionary<string, string> { ["com.docker.network.driver.mtu"] = "576" },
        });
        var sandbox = await engine.SandboxAsync("web");

        await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });

        using var inside = NetworkNamespace.Open(sandbox.Key);
        TestHost.RunIn(inside, "ip -o link show dev eth0").Should().Contain("mtu 576 ");
        Ping(inside, network.IPv4Data[0].Gateway!.Value).Should().Be(0);
    }

    [Fact]
    public async Task Sandboxes_of_one_network_reach_each_other_over_both_families_and_of_two_networks_do_not()
    {
        await using var engine = await EngineHost.StartAsync(poolSize: 1);
        var front = await engine.NetworkAsync("front", "bridge", "10.30.0.0/24", "fd30::/64");
        var back = await engine.NetworkAsync("back", "bridge", "10.31.0.0/24");
        var web = await ConnectAsync(engine, front, "web");
        var api = await ConnectAsync(engine, front, "api");
        var db = await ConnectAsync(engine, back, "db");
        using var inside = NetworkNamespace.Open(web.Sandbox!.Key);

        Ping(inside, api.Address!.Value).Should().Be(0);
        Ping(inside, api.AddressIPv6!.Value).Should().Be(0);
        Ping(inside, front.IPv4Data[0].Gateway!.Value).Should().Be(0);
        Ping(inside, db.Address!.Value).Should().NotBe(0, "row F-059");
    }

    [Fact]
    public async Task A_restart_adopts_running_sandboxes_without_cutting_their_traffic()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "bridge", "10.30.0.0/24");
        var one = await ConnectAsync(engine, network, "one");
        var two = await ConnectAsync(engine, network, "two");
        using var inside = NetworkNamespace.Open(one.Sandbox!.Key);
        var before = engine.Host.LinkNames();
        await engine.RestartAsync(between: () => Ping(inside, two.Address!.Value).Should().Be(0, "nothing is taken down while no controller runs"));

        engine.Controller.StartReport.Should().BeEmpty();
        engine.Host.LinkNames().Should().Equal(before, "links are adopted, not made again");
        Ping(inside, two.Address!.Value).Should().Be(0);
        await engine.Controller.GetSandbox("one").DeleteAsync();
        await engine.Controller.GetSandbox("two").DeleteAsync();
        await engine.Controller.GetNetwork("net").DeleteAsync();
        await engine.Controller.DisposeAsync();
        engine.Host.AssertNothingLeft();
    }

    [Fact]
    public async Task What_someone_removed_by_hand_is_deleted_without_an_error()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "bridge", "10.30.0.0/24");
        var endpoint = await ConnectAsync(engine, network, "web");
        engine.Host.Run($"ip link del veth{endpoint.Id[..11]}");
        engine.Host.Run($"ip link del br-{network.Id[..12]}");
        engine.Host.Run("nft flush ruleset");
        NetworkNamespace.Unpin(endpoint.Sandbox!.Key);

        await endpoint.Sandbox.DeleteAsync();
        await network.DeleteAsync();
        engine.Controller.Sandboxes.Should().BeEmpty();
        engine.Controller.Networks.Should().BeEmpty();
    }

    [Fact]
    public async Task An_overlapping_subnet_is_forbidden_and_names_what_it_overlaps()
    {
        await using var engine = await EngineHost.StartAsync();
        await engine.NetworkAsync("net", "bridge", "10.30.0.0/16");
        var overlap = () => engine.NetworkAsync("other", "bridge", "10.30.5.0/24").AsTask();
        (await overlap.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Forbidden, "row E-012");
        engine.Controller.Networks.Should().ContainSingle();
        (await engine.NetworkAsync("other", "bridge", "10.31.5.0/24")).Name.Should().Be("other", "its name was given back");
    }

    [Fact]
    public async Task Links_left_by_a_process_that_died_are_removed_at_start()
    {
        await using var engine = await EngineHost.StartAsync();
        await engine.RestartAsync(between: () => engine.Host.Run(
            $"ip link add br-0123456789ab type bridge && ip link set br-0123456789ab alias dnet:{engine.Controller.InstanceId}:network:{new string('0', 64)} && "
            + $"ip link add veth01234567890 type veth peer name vethpeer && ip link set veth01234567890 alias dnet:{engine.Controller.InstanceId}:endpoint:{new string('1', 64)} && "
            + $"ip link add other type bridge && ip link set other alias dnet:ffffffff:network:{new string('0', 64)}"));
        engine.Host.LinkNames().Should().BeEquivalentTo("lo", "other");
        engine.Host.Run("ip link del other");
    }

    [Fact]
    public async Task Multicast_reports_of_sandboxes_are_dropped_and_neighbours_are_found_all_the_same()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "bridge", "10.30.0.0/24", "fd30::/64");
        var one = await ConnectAsync(engine, network, "one");
        var two = await ConnectAsync(engine, network, "two");
        using var inside = NetworkNamespace.Open(one.Sandbox!.Key);
        Ping(inside, two.AddressIPv6!.Value).Should().Be(0);

        for (var attempt = 0; attempt < 100 && ReportsDropped(engine) < 2; attempt++)
        {
            await Task.Delay(50);
        }

        ReportsDropped(engine).Should().BeGreaterThanOrEqualTo(2, "each sandbox reports the group of its address");
        await one.Sandbox!.DeleteAsync();
        await two.Sandbox!.DeleteAsync();
        await network.DeleteAsync();
        await engine.Controller.DisposeAsync();
        engine.Host.AssertNothingLeft();
    }

    private static long ReportsDropped(EngineHost engine) =>
        engine.Host.Json($"nft -j list table bridge dnet-{engine.Controller.InstanceId}").GetProperty("nftables").EnumerateArray()
            .Where(entry => entry.TryGetProperty("rule", out _))
            .SelectMany(entry => entry.GetProperty("rule").GetProperty("expr").EnumerateArray())
            .Where(expression => expression.TryGetProperty("counter", out _))
            .Sum(expression => expression.GetProperty("counter").GetProperty("packets").GetInt64());

    private static async Task<Endpoint> ConnectAsync(EngineHost engine, Network network, string name) =>
        await network.ConnectAsync(await engine.SandboxAsync(name), new EndpointConfig { Name = name });

    private static int Ping(NetworkNamespace inside, CidrAddress target) =>
        TestHost.TryRunIn(inside, $"ping -c 1 -W 1 {target.Address}").ExitCode;
}
