using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Real packets to published ports: who reaches them, and whom the sandbox sees (F-027, F-058 to F-064).</summary>
public sealed class PublishedPortReachTests
{
    private static readonly PortBinding Web = new() { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 };

    [Fact] // F-019, F-027, F-066
    public async Task From_outside_a_published_port_is_reached_under_the_hosts_addresses_and_sees_the_clients_own()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true), Web);
        await using var ipv4 = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);
        await using var ipv6 = await NetcatServer.TcpAsync(sandbox.Inside, "::", 80);

        World.Say(world.Inside, World.HostIPv4, 8080, "hello4");
        World.Say(world.Inside, "192.0.2.7", 8080, "second4");
        World.Say(world.Inside, World.HostIPv6, 8080, "hello6");

        await ipv4.HeardAsync("hello4");
        await ipv4.HeardAsync("second4");
        await ipv4.HeardAsync($"Connection received on {World.IPv4} ");
        await ipv6.HeardAsync("hello6");
        await ipv6.HeardAsync($"Connection received on {World.IPv6} ");
    }

    [Fact] // F-029, F-033, F-059
    public async Task From_outside_nothing_but_published_ports_is_reached_and_those_under_no_other_address()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true), Web with { HostIP = IPAddress.Parse("192.0.2.7") });
        await using var published = await NetcatServer.TcpAsync(sandbox.Inside, "::", 80);
        await using var other = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 81);
        await using var ipv4 = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);

        World.Connects(world.Inside, "192.0.2.7", 8080).Should().BeTrue();
        World.IsRefused(world.Inside, World.HostIPv4, 8080).Should().BeTrue("it is published on one address");
        World.IsRefused(world.Inside, World.HostIPv6, 8080).Should().BeTrue("it is published for one family");
        World.IsRefused(world.Inside, "192.0.2.7", 81).Should().BeTrue();
        World.IsRefused(world.Inside, sandbox.Address, 80).Should().BeTrue("nobody reaches the sandbox's own address");
        World.IsRefused(world.Inside, sandbox.AddressIPv6, 80).Should().BeTrue("nobody reaches the sandbox's own address");
        World.IsRefused(world.Inside, sandbox.Address, 81).Should().BeTrue();
    }

    [Theory] // F-063, D-035
    [InlineData(World.HostIPv4, World.HostIPv4)]
    [InlineData("127.0.0.1", null)]
    [InlineData("127.0.0.9", null)]
    [InlineData(World.HostIPv6, World.HostIPv6)]
    public async Task The_host_reaches_a_published_port_under_each_of_its_addresses(string address, string? source)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true);
        var sandbox = await host.PublishAsync(network, Web);
        await using var server = await NetcatServer.TcpAsync(sandbox.Inside, address.Contains(':') ? "::" : "0.0.0.0", 80);

        World.Say(host.Host.Namespace, address, 8080, "hello");

        await server.HeardAsync("hello");
        await server.HeardAsync($"Connection received on {source ?? $"10.{network.Number}.0.1"} ");
    }

    [Fact] // F-063
    public async Task Over_the_loopback_of_IPv6_nothing_is_published_and_nothing_hangs()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true), Web);
        await using var server = await NetcatServer.TcpAsync(sandbox.Inside, "::", 80);

        var (exitCode, output) = host.Host.TryRun("nc -zvn -w 5 ::1 8080");

        exitCode.Should().NotBe(0);
        output.Should().Contain("refused");
    }

    // With both br_netfilter on and communication off, the bridge keeps what was translated on it from leaving by an isolated port.
    [Theory] // F-026, F-064
    [InlineData("1", true)]
    [InlineData("0", true)]
    [InlineData("0", false)]
    public async Task A_sandbox_reaches_its_own_and_its_siblings_ports_by_way_of_the_host(string bridgeNetfilter, bool icc)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        host.Host.Run($"sysctl -qw net.bridge.bridge-nf-call-iptables={bridgeNetfilter} net.bridge.bridge-nf-call-ip6tables={bridgeNetfilter}");
        await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true, ("com.docker.network.bridge.enable_icc", icc ? "true" : "false"));
        var sandbox = await host.PublishAsync(network, Web);
        var sibling = await host.AttachAsync(network);
        await using var ipv4 = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);
        await using var ipv6 = await NetcatServer.TcpAsync(sandbox.Inside, "::", 80);

        World.Connects(sandbox.Inside, World.HostIPv4, 8080).Should().BeTrue("it reaches itself");
        World.Connects(sandbox.Inside, World.HostIPv6, 8080).Should().BeTrue("it reaches itself");
        World.Connects(sandbox.Inside, $"10.{network.Number}.0.1", 8080).Should().BeTrue("the bridge's address is the host's");
        World.Connects(sibling.Inside, World.HostIPv4, 8080).Should().BeTrue("a sibling reaches it");
        World.Connects(sibling.Inside, World.HostIPv6, 8080).Should().BeTrue("a sibling reaches it");
        World.IsRefused(sibling.Inside, sandbox.Address, 80).Should().Be(!icc);
    }

    [Fact] // F-059, F-064
    public async Task Sandboxes_of_other_networks_reach_a_published_port_by_way_of_the_host_alone()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true), Web);
        var network = await host.CreateNetworkAsync(ipv6: true);
        var stranger = await host.AttachAsync(network);
        var vaultNetwork = await host.CreateNetworkAsync(ipv6: false, (NetLabel.Internal, "true"));
        var vault = await host.AttachAsync(vaultNetwork);
        vault.Run($"ip route add default via 10.{vaultNetwork.Number}.0.1");
        await using var ipv4 = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);
        await using var ipv6 = await NetcatServer.TcpAsync(sandbox.Inside, "::", 80);

        World.Connects(stranger.Inside, World.HostIPv4, 8080).Should().BeTrue();
        World.Connects(stranger.Inside, $"10.{network.Number}.0.1", 8080).Should().BeTrue();
        World.Connects(stranger.Inside, World.HostIPv6, 8080).Should().BeTrue();
        World.IsRefused(stranger.Inside, sandbox.Address, 80).Should().BeTrue();
        World.IsRefused(stranger.Inside, sandbox.AddressIPv6, 80).Should().BeTrue();
        World.IsRefused(vault.Inside, World.HostIPv4, 8080).Should().BeTrue("nothing leaves an internal network (F-060)");
    }

    [Fact] // F-030, F-062
    public async Task What_is_published_on_the_loopback_is_reached_by_the_host_alone_whatever_routes_others_make()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PublishAsync(network, Web with { HostIP = IPAddress.Loopback }, Web with { HostPort = 8081 });
        await using var server = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);
        await using var secret = await NetcatServer.TcpAsync(host.Host.Namespace, "127.0.0.1", 9000);
        const string SendLoopbackAway = """
            sysctl -qw net.ipv4.conf.all.route_localnet=1
            ip route del local 127.0.0.0/8 dev lo table local; ip route del local 127.0.0.1 dev lo table local
            """;
        TestHost.RunIn(world.Inside, $"{SendLoopbackAway}\nip route add 127.0.0.0/8 via {World.HostIPv4} src {World.IPv4}");
        var sibling = await host.AttachAsync(network);
        sibling.Run($"{SendLoopbackAway}\nip route add 127.0.0.0/8 via 10.{network.Number}.0.1 src {sibling.Address}");

        World.Connects(host.Host.Namespace, "127.0.0.1", 8080).Should().BeTrue();
        World.IsRefused(world.Inside, World.HostIPv4, 8080).Should().BeTrue();
        World.IsRefused(world.Inside, "127.0.0.1", 8080).Should().BeTrue();
        World.IsRefused(world.Inside, "127.0.0.1", 8081).Should().BeTrue("nobody outside reaches any port by that address");
        World.IsRefused(sibling.Inside, "127.0.0.1", 8080).Should().BeTrue();
        World.IsRefused(sibling.Inside, "127.0.0.1", 9000).Should().BeTrue("the host's own loopback is not opened to sandboxes");
        secret.Log.Should().NotContain("Connection received");
        server.Log.Split("Connection received").Should().HaveCount(2, "the host connected once");
    }

    [Fact]
    public async Task Datagrams_reach_a_published_port_and_answers_come_back()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true), new PortBinding { Protocol = TransportProtocol.Udp, Port = 53, HostPort = 5353 });
        await using var ipv4 = await NetcatServer.UdpAsync(sandbox.Inside, "0.0.0.0", 53);
        await using var ipv6 = await NetcatServer.UdpAsync(sandbox.Inside, "::", 53);

        World.SayDatagram(world.Inside, World.HostIPv4, 5353, "outside4");
        World.SayDatagram(world.Inside, World.HostIPv6, 5353, "outside6");
        World.SayDatagram(host.Host.Namespace, "127.0.0.1", 5353, "loopback4");

        await ipv4.HeardAsync("outside4");
        await ipv6.HeardAsync("outside6");
        await ipv4.HeardAsync("loopback4");
        World.IsRefused(world.Inside, World.HostIPv4, 5353).Should().BeTrue("it is published for one protocol");
    }

    [Fact] // the answer leaves under the address that was asked
    public async Task An_answer_to_a_datagram_comes_from_the_address_that_was_asked()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(), new PortBinding { Protocol = TransportProtocol.Udp, Port = 53, HostPort = 5353 });
        var answering = Task.Run(() => TestHost.TryRunIn(sandbox.Inside, "(sleep 1; echo pong; sleep 2) | timeout 5 nc -lun 0.0.0.0 53"));

        var (_, heard) = TestHost.TryRunIn(world.Inside, "(sleep 0.5; echo ping; sleep 2) | timeout 5 nc -un -w 3 192.0.2.7 5353");

        (await answering).Output.Should().Contain("ping");
        heard.Should().Contain("pong");
    }

    [Fact] // D-050, A-029
    public async Task Ports_follow_the_gateway_and_are_taken_off_when_the_sandbox_leaves()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true);
        var rules = host.Host.Run("nft list ruleset");
        var sandbox = await host.PlanSandboxAsync(network);
        await sandbox.JoinAsync(Web);
        await using var ipv4 = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);
        await using var ipv6 = await NetcatServer.TcpAsync(sandbox.Inside, "::", 80);

        World.IsRefused(world.Inside, World.HostIPv4, 8080).Should().BeTrue("joining publishes nothing");
        await sandbox.ProgramAsync(ipv4: true, ipv6: false);
        World.Connects(world.Inside, World.HostIPv4, 8080).Should().BeTrue();
        World.IsRefused(world.Inside, World.HostIPv6, 8080).Should().BeTrue();
        await sandbox.ProgramAsync(ipv4: false, ipv6: true);
        World.IsRefused(world.Inside, World.HostIPv4, 8080).Should().BeTrue();
        World.Connects(world.Inside, World.HostIPv6, 8080).Should().BeTrue();
        await sandbox.LeaveAsync();

        host.Host.Run("nft list ruleset").Where(char.IsLetter).Should().Equal(rules.Where(char.IsLetter), "counters apart, the rules are as before");
    }

    [Fact] // D-007
    public async Task A_networks_default_host_address_is_where_ports_without_one_go()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true, ("com.docker.network.bridge.host_binding_ipv4", "192.0.2.7"));
        var sandbox = await host.PublishAsync(network, Web);
        await using var server = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);

        World.Connects(world.Inside, "192.0.2.7", 8080).Should().BeTrue();
        World.IsRefused(world.Inside, World.HostIPv4, 8080).Should().BeTrue();
        (await sandbox.PublishedAsync()).Should().ContainSingle().Which.HostIP.Should().Be(IPAddress.Parse("192.0.2.7"));
    }
}
