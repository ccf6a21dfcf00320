using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Real packets: what each gateway mode lets through, and what it keeps out, by both families (D-003, D-004, F-058 to F-061).</summary>
public sealed class GatewayModeTests
{
    private const string IPv4Mode = "com.docker.network.bridge.gateway_mode_ipv4";
    private const string IPv6Mode = "com.docker.network.bridge.gateway_mode_ipv6";
    private const string Trusted = "com.docker.network.bridge.trusted_host_interfaces";
    private const string Icc = "com.docker.network.bridge.enable_icc";
    private const int Port = 80;
    private const int OtherPort = 81;
    private const int HostPort = 8080;

    private static readonly PortBinding Web = new() { Protocol = TransportProtocol.Tcp, Port = Port, HostPort = HostPort };

    [Theory] // D-003, D-004, F-017, F-019, F-020, F-027, F-033, F-059, F-061, F-079
    [InlineData("nat", true, false, false, false)]
    [InlineData("nat-unprotected", true, true, true, true)]
    [InlineData("routed", false, true, false, true)]
    public async Task From_outside_a_sandbox_is_reached_as_the_mode_says(string mode, bool byHost, bool published, bool unpublished, bool ping)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, mode), (IPv6Mode, mode)), Web);
        await using var servers = await Servers.StartAsync(sandbox);

        Reached(world.Inside, World.HostIPv4, HostPort, byHost);
        Reached(world.Inside, World.HostIPv6, HostPort, byHost);
        foreach (var address in (string[])[sandbox.Address, sandbox.AddressIPv6])
        {
            Reached(world.Inside, address, Port, published);
            Reached(world.Inside, address, OtherPort, unpublished);
            Pings(world.Inside, address).Should().Be(ping, "of {0}", address);
        }

        sandbox.Reaches(World.IPv4).Should().BeTrue();
        sandbox.Reaches(World.IPv6).Should().BeTrue();
    }

    [Theory] // F-024: routed alone keeps the source
    [InlineData("nat", false)]
    [InlineData("nat-unprotected", false)]
    [InlineData("routed", true)]
    public async Task What_leaves_a_routed_network_keeps_its_source(string mode, bool keeps)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.AttachAsync(await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, mode), (IPv6Mode, mode)));
        await using var ipv4 = await NetcatServer.TcpAsync(world.Inside, "0.0.0.0", 7000);
        await using var ipv6 = await NetcatServer.TcpAsync(world.Inside, "::", 7000);

        World.Say(sandbox.Inside, World.IPv4, 7000, "hello4");
        World.Say(sandbox.Inside, World.IPv6, 7000, "hello6");

        await ipv4.HeardAsync($"Connection received on {(keeps ? sandbox.Address : World.HostIPv4)} ");
        await ipv6.HeardAsync($"Connection received on {(keeps ? sandbox.AddressIPv6 : World.HostIPv6)} ");
    }

    [Fact] // D-003, D-004, F-071, F-079: the modes of the two families are independent
    public async Task One_family_may_be_translated_and_the_other_routed()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true, (IPv6Mode, "routed")), Web);
        await using var servers = await Servers.StartAsync(sandbox);

        Reached(world.Inside, World.HostIPv4, HostPort, true);
        Reached(world.Inside, World.HostIPv6, HostPort, false);
        Reached(world.Inside, sandbox.Address, Port, false);
        Reached(world.Inside, sandbox.AddressIPv6, Port, true);
        Reached(world.Inside, sandbox.AddressIPv6, OtherPort, false);
        Pings(world.Inside, sandbox.Address).Should().BeFalse();
        Pings(world.Inside, sandbox.AddressIPv6).Should().BeTrue();
        (await sandbox.PublishedAsync()).Should().BeEquivalentTo(
        [
            Web with { IP = IPAddress.Parse(sandbox.Address), HostIP = IPAddress.Any, HostPortEnd = HostPort },
            Web with { IP = IPAddress.Parse(sandbox.AddressIPv6), HostIP = IPAddress.IPv6Any, HostPort = 0 },
        ]);
    }

    [Theory] // F-059, F-061
    [InlineData("nat", false, false, false)]
    [InlineData("nat-unprotected", true, true, true)]
    [InlineData("routed", true, false, true)]
    public async Task From_another_network_a_sandbox_is_reached_as_from_outside(string mode, bool published, bool unpublished, bool ping)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, mode), (IPv6Mode, mode)), Web);
        var stranger = await host.AttachAsync(await host.CreateNetworkAsync(ipv6: true));
        await using var servers = await Servers.StartAsync(sandbox);

        foreach (var address in (string[])[sandbox.Address, sandbox.AddressIPv6])
        {
            Reached(stranger.Inside, address, Port, published);
            Reached(stranger.Inside, address, OtherPort, unpublished);
            Pings(stranger.Inside, address).Should().Be(ping, "of {0}", address);
        }
    }

    [Theory] // F-058
    [InlineData("nat", true)]
    [InlineData("nat", false)]
    [InlineData("nat-unprotected", false)]
    [InlineData("routed", true)]
    [InlineData("routed", false)]
    public async Task Within_a_network_communication_alone_decides_not_the_mode(string mode, bool icc)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, mode), (IPv6Mode, mode), (Icc, icc ? "true" : "false"));
        var sandbox = await host.PublishAsync(network, Web);
        var sibling = await host.AttachAsync(network);
        await using var servers = await Servers.StartAsync(sandbox);

        foreach (var address in (string[])[sandbox.Address, sandbox.AddressIPv6])
        {
            Reached(sibling.Inside, address, Port, icc);
            Reached(sibling.Inside, address, OtherPort, icc);
        }
    }

    [Fact] // F-018: a sandbox that sends its neighbours' packets to its gateway goes round the bridge, not round the rule
    public async Task Without_communication_a_routed_network_does_not_lead_its_sandboxes_to_each_other_by_way_of_the_host()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, "routed"), (IPv6Mode, "routed"), (Icc, "false"));
        var sandbox = await host.PublishAsync(network, Web);
        var sibling = await host.AttachAsync(network);
        await using var servers = await Servers.StartAsync(sandbox);

        sibling.Run($"ip route add {sandbox.Address}/32 via {sibling.JoinInfo.Gateway}; ip route add {sandbox.AddressIPv6}/128 via {sibling.JoinInfo.GatewayIPv6}");

        Reached(sibling.Inside, sandbox.Address, Port, false);
        Reached(sibling.Inside, sandbox.AddressIPv6, Port, false);
    }

    [Theory] // F-022, F-023, F-060: being internal is more than any mode
    [InlineData("nat", true)]
    [InlineData("nat-unprotected", true)]
    [InlineData("routed", true)]
    [InlineData("isolated", false)]
    public async Task An_internal_network_is_closed_in_every_mode_and_when_isolated_even_to_the_host(string mode, bool hostReaches)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, mode), (IPv6Mode, mode), (NetLabel.Internal, "true"));
        var stranger = await host.AttachAsync(await host.CreateNetworkAsync(ipv6: true));
        var sandbox = await host.PublishAsync(network, Web);
        var sibling = await host.AttachAsync(network);
        await using var servers = await Servers.StartAsync(sandbox);

        foreach (var address in (string[])[sandbox.Address, sandbox.AddressIPv6])
        {
            Reached(world.Inside, address, Port, false);
            Reached(stranger.Inside, address, Port, false);
            Reached(sibling.Inside, address, Port, true);
            Reached(host.Host.Namespace, address, Port, hostReaches);
        }

        Reached(world.Inside, World.HostIPv4, HostPort, false);
        sandbox.Reaches(World.IPv4).Should().BeFalse();
        sandbox.Reaches(World.IPv6).Should().BeFalse();
        sandbox.JoinInfo.Gateway.Should().BeNull();
        sandbox.JoinInfo.GatewayIPv6.Should().BeNull();
    }

    [Fact] // D-026, D-048
    public async Task An_isolated_bridge_has_no_address_of_either_family()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, "isolated"), (IPv6Mode, "isolated"), (NetLabel.Internal, "true"));

        var addresses = host.Host.Json($"ip -j address show dev {network.Bridge} scope global")[0].GetProperty("addr_info");

        addresses.EnumerateArray().Should().BeEmpty();
    }

    [Fact] // D-009, F-029
    public async Task By_a_trusted_link_published_ports_are_reached_under_the_sandboxs_own_address_and_by_no_other()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true, (Trusted, ":wan:not-there-yet:")), Web);
        var other = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true, (Trusted, "lan")), Web with { HostPort = 8081 });
        await using var servers = await Servers.StartAsync(sandbox);
        await using var others = await Servers.StartAsync(other);

        foreach (var address in (string[])[sandbox.Address, sandbox.AddressIPv6])
        {
            Reached(world.Inside, address, Port, true);
            Reached(world.Inside, address, OtherPort, false);
            Pings(world.Inside, address).Should().BeFalse();
        }

        Reached(world.Inside, other.Address, Port, false);
        Reached(world.Inside, other.AddressIPv6, Port, false);
        Reached(world.Inside, World.HostIPv4, HostPort, true);
    }

    [Fact] // F-079
    public async Task In_a_routed_network_several_sandboxes_have_the_same_port_and_no_port_of_the_host_is_taken()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, "routed"), (IPv6Mode, "routed"));
        await using var inTheWay = await NetcatServer.TcpAsync(host.Host.Namespace, "0.0.0.0", HostPort);
        var one = await host.PublishAsync(network, Web, Web with { HostPort = 9090 });
        var two = await host.PublishAsync(network, Web with { HostIP = IPAddress.Loopback });
        await using var servers = await Servers.StartAsync(one);
        await using var others = await Servers.StartAsync(two);

        Reached(world.Inside, one.Address, Port, true);
        Reached(world.Inside, one.AddressIPv6, Port, true);
        Reached(world.Inside, two.Address, Port, true);
        Reached(world.Inside, two.AddressIPv6, Port, false);
        (await one.PublishedAsync()).Should().HaveCount(2, "each family once");
        host.Host.Run($"nft list map inet dnet-{BridgeHost.InstanceId} dnat4").Should().NotContain("elements");
    }

    [Fact] // D-019, F-033
    public async Task Where_direct_routing_is_allowed_published_ports_are_reached_under_the_sandboxs_own_address_too()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync(new FirewallOptions { AllowDirectRouting = true });
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true), Web);
        await using var servers = await Servers.StartAsync(sandbox);

        foreach (var address in (string[])[sandbox.Address, sandbox.AddressIPv6])
        {
            Reached(world.Inside, address, Port, true);
            Reached(world.Inside, address, OtherPort, false);
        }

        Reached(world.Inside, World.HostIPv4, HostPort, true);
    }

    [Fact] // D-019, F-016, F-067
    public async Task What_a_rule_of_the_users_own_has_marked_enters_and_internal_networks_stay_closed()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync(new FirewallOptions { AcceptMark = (0x10, 0xf0) });
        var world = await World.CreateAsync(host);
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true));
        var vault = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true, (NetLabel.Internal, "true")));
        await using var servers = await Servers.StartAsync(sandbox);
        await using var others = await Servers.StartAsync(vault);

        Reached(world.Inside, sandbox.Address, OtherPort, false);
        host.Host.Run("nft 'add table inet mine; add chain inet mine pre { type filter hook prerouting priority mangle; }; add rule inet mine pre iifname wan meta mark set 0x31'");
        Reached(world.Inside, sandbox.Address, OtherPort, false);
        host.Host.Run("nft 'flush chain inet mine pre; add rule inet mine pre iifname wan meta mark set 0x13'");
        Reached(world.Inside, sandbox.Address, OtherPort, true);
        Reached(world.Inside, sandbox.AddressIPv6, OtherPort, true);
        Reached(world.Inside, vault.Address, Port, false);
    }

    [Fact] // D-003, D-009
    public async Task After_a_crash_and_a_flush_every_mode_is_as_before()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var routed = await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, "routed"), (IPv6Mode, "routed"));
        var open = await host.CreateNetworkAsync(ipv6: true, (IPv4Mode, "nat-unprotected"), (Trusted, "wan"));
        var (one, two) = (await host.PublishAsync(routed, Web), await host.PublishAsync(open, Web));
        var rules = Rules(host);
        await using var servers = await Servers.StartAsync(one);

        await host.CrashAsync();
        host.Host.Run("nft flush ruleset");
        await host.Driver.RestoreNetworkAsync(routed.Restored(one));
        await host.Driver.RestoreNetworkAsync(open.Restored(two));
        await host.Driver.RemoveOrphansAsync();

        Rules(host).Should().Be(rules);
        Reached(world.Inside, one.Address, Port, true);
        (await one.PublishedAsync()).Should().HaveCount(2).And.OnlyContain(port => port.HostPort == 0);
        await one.LeaveAsync();
        Reached(world.Inside, one.Address, Port, false);
        await host.Driver.DeleteNetworkAsync(open.Id);
        await host.Driver.DeleteNetworkAsync(routed.Id);
        Rules(host).Should().NotContain("elements");
    }

    private static string Rules(BridgeHost host) => System.Text.RegularExpressions.Regex.Replace(
        host.Host.Run($"nft list table inet dnet-{BridgeHost.InstanceId}"), "packets [0-9]+ bytes [0-9]+", "", System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private static void Reached(NetworkNamespace from, string address, int port, bool expected)
    {
        var reached = expected ? World.Connects(from, address, port) : !World.IsRefused(from, address, port);
        reached.Should().Be(expected, "of {0} port {1}", address, port);
    }

    private static bool Pings(NetworkNamespace from, string address) => TestHost.TryRunIn(from, $"ping -n -c 2 -i 0.2 -W 1 {address}").ExitCode == 0;

    /// <summary>What listens in a sandbox: on the port that is published, and on one that is not, by both families.</summary>
    private sealed class Servers(NetcatServer[] servers) : IAsyncDisposable
    {
        public static async Task<Servers> StartAsync(TestSandbox sandbox) => new(await Task.WhenAll(
            from port in (int[])[Port, OtherPort]
            from address in (string[])["0.0.0.0", "::"]
            select NetcatServer.TcpAsync(sandbox.Inside, address, port)));

        public async ValueTask DisposeAsync()
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
