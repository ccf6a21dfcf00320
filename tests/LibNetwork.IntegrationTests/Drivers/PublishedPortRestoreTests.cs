using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Published ports outlive the process that published them, and whoever flushes the firewall.</summary>
public sealed class PublishedPortRestoreTests
{
    private static readonly PortBinding Web = new() { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 };
    private static readonly PortBinding Any = Web with { HostPort = 0 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_every_port_is_published_as_before_even_if_the_rules_were_flushed_meanwhile(bool flushed)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        host.Host.Run("echo 40000 40009 > /proc/sys/net/ipv4/ip_local_port_range");
        var (network, other) = (await host.CreateNetworkAsync(ipv6: true), await host.CreateNetworkAsync());
        var one = await host.PublishAsync(network, Any, Web, Any, Any with { Protocol = TransportProtocol.Udp });
        var two = await host.PublishAsync(other, Any, Web with { HostPort = 8000, HostPortEnd = 8009 }, Web with { HostIP = IPAddress.Parse("192.0.2.7"), HostPort = 8090 });
        var before = (await one.PublishedAsync()).Concat(await two.PublishedAsync()).ToList();
        var rules = Rules(host);
        await using var server = await NetcatServer.TcpAsync(one.Inside, "0.0.0.0", 80);

        await host.CrashAsync();
        if (flushed)
        {
            host.Host.Run("nft flush ruleset");
        }

        await host.Driver.RestoreNetworkAsync(network.Restored(one));
        await host.Driver.RestoreNetworkAsync(other.Restored(two));
        await host.Driver.RemoveOrphansAsync();

        var restored = (await one.PublishedAsync()).Concat(await two.PublishedAsync()).ToList();
        restored.Should().BeEquivalentTo(before);
        restored.Chunk(2).Take(4).Should().OnlyContain(pair => pair[0].HostPort == pair[1].HostPort, "both families have one port");
        Rules(host).Should().Be(rules);
        foreach (var port in before.Where(p => p.IP!.ToString() == one.Address && p.Protocol == TransportProtocol.Tcp))
        {
            World.Connects(world.Inside, World.HostIPv4, port.HostPort).Should().BeTrue();
        }

        await one.ProgramAsync(ipv4: true, ipv6: true);
        (await one.PublishedAsync()).Concat(await two.PublishedAsync()).Should().Equal(restored);
        (await FluentActions.Awaiting(() => host.PublishAsync(other, Web)).Should().ThrowAsync<NetworkException>())
            .Which.Message.Should().Contain($"is published by endpoint {one.EndpointId}");
    }

    [Fact] // K-007
    public async Task A_port_that_a_program_has_taken_meanwhile_is_given_up_alone_and_the_others_stay()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true, ("com.docker.network.bridge.gateway_mode_ipv6", "routed"));
        var sandbox = await host.PublishAsync(network, Web, Web with { HostPort = 8001, HostPortEnd = 8002 });
        await using var server = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);
        await using var serverIPv6 = await NetcatServer.TcpAsync(sandbox.Inside, "::", 80);

        await host.CrashAsync();
        host.Host.Run("nft flush ruleset");
        await using var one = await NetcatServer.TcpAsync(host.Host.Namespace, "0.0.0.0", 8001);
        await using var two = await NetcatServer.TcpAsync(host.Host.Namespace, "0.0.0.0", 8002);
        await host.Driver.RestoreNetworkAsync(network.Restored(sandbox));
        await host.Driver.RemoveOrphansAsync();

        (await sandbox.PublishedAsync()).Select(port => port.HostPort).Should().BeEquivalentTo([(ushort)8080, (ushort)0]);
        World.Connects(world.Inside, World.HostIPv4, 8080).Should().BeTrue();
        World.Connects(world.Inside, sandbox.AddressIPv6, 80).Should().BeTrue();
    }

    [Fact]
    public async Task A_port_that_the_kernel_remembers_stays_even_if_an_earlier_one_is_free_now()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync();
        var range = Web with { HostPort = 8000, HostPortEnd = 8002 };
        var (one, two) = (await host.PublishAsync(network, range), await host.PublishAsync(network, range));
        await one.LeaveAsync();

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored(two));
        await host.Driver.RemoveOrphansAsync();

        (await two.PublishedAsync()).Should().ContainSingle().Which.HostPort.Should().Be(8001);
        (await (await host.PublishAsync(network, range)).PublishedAsync()).Should().ContainSingle().Which.HostPort.Should().Be(8000);
    }

    [Fact]
    public async Task What_is_not_joined_or_not_the_gateway_or_gone_is_not_published_again()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync();
        var (gone, left, kept) = (await host.PublishAsync(network, Web), await host.PublishAsync(network, Web with { HostPort = 8081 }),
            await host.PublishAsync(network, Web with { HostPort = 8082 }));
        await left.LeaveAsync();
        await kept.ProgramAsync(ipv4: false, ipv6: false);

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored(left, kept));
        await host.Driver.RemoveOrphansAsync();

        Rules(host).Should().NotContain(gone.EndpointId).And.NotContain(left.EndpointId).And.NotContain(kept.EndpointId);
        await kept.ProgramAsync(ipv4: true, ipv6: false);
        (await kept.PublishedAsync()).Should().ContainSingle().Which.HostPort.Should().Be(8082);
    }

    [Fact]
    public async Task Ports_that_cannot_be_read_any_more_do_not_keep_a_network_from_being_restored()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync();
        var (damaged, whole) = (await host.PublishAsync(network, Web), await host.PublishAsync(network, Web with { HostPort = 8081 }));
        var restored = network.Restored(damaged, whole);
        var endpoint = restored.Endpoints[0] with { SandboxOptions = new DriverOptions([new(NetLabel.PortMap, "80/tcp")]) };

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(restored with { Endpoints = [endpoint, restored.Endpoints[1]] });
        await host.Driver.RemoveOrphansAsync();

        Rules(host).Should().NotContain(damaged.EndpointId).And.Contain(whole.EndpointId);
    }

    [Fact]
    public async Task Ports_that_someone_flushed_are_put_back()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync(ipv6: true);
        await host.Driver.RemoveOrphansAsync();
        var one = await host.PublishAsync(network, Web, Any);
        await (await host.PublishAsync(network, Any)).LeaveAsync();
        var rules = Rules(host);

        host.Host.Run("nft flush ruleset");

        await UntilAsync(() => host.Host.Run("nft list tables").Contains("inet") && Rules(host) == rules);
        await one.LeaveAsync();
        Rules(host).Should().NotContain(one.EndpointId);
    }

    // The listener keeps a thousand changes, its own among them, and says so when there were more: that is not a thousand repairs.
    [Fact]
    public async Task Many_changes_of_its_own_are_not_repaired()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync();
        var one = await host.PublishAsync(network, Web);
        for (var i = 0; i < 800; i++)
        {
            await one.ProgramAsync(ipv4: false, ipv6: false);
            await one.ProgramAsync(ipv4: true, ipv6: false);
        }

        await host.Driver.RemoveOrphansAsync();
        await Task.Delay(500);
        host.Host.Run("nft add table inet witness");

        // The kernel numbers tables as they are made: ours and that of the bridge family, twice at most, and this one.
        var number = Regex.Match(host.Host.Run("nft -a list table inet witness"), "handle (?<number>[0-9]+)",
            RegexOptions.None, TimeSpan.FromSeconds(5)).Groups["number"].Value;
        int.Parse(number, CultureInfo.InvariantCulture).Should().BeLessThan(8);
    }

    [Fact]
    public async Task Publishing_while_the_table_is_gone_brings_all_of_it_back()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync();
        var one = await host.PublishAsync(network, Web);
        host.Host.Run("nft flush ruleset");

        var two = await host.PublishAsync(network, Web with { HostPort = 8081 });

        Rules(host).Should().Contain(one.EndpointId).And.Contain(two.EndpointId).And.Contain(network.Bridge);
        host.Host.Run("nft flush ruleset");
        await two.LeaveAsync();
        Rules(host).Should().Contain(one.EndpointId).And.NotContain(two.EndpointId);
    }

    [Fact] // F-063
    public async Task A_bridge_that_was_made_anew_is_reached_over_the_loopback_again()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        host.Host.Run("sysctl -qw net.bridge.bridge-nf-call-iptables=1");
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PublishAsync(network, Web);
        await using var server = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);
        host.Host.Run($"ip link del {network.Bridge}");

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored(sandbox));
        await host.Driver.RemoveOrphansAsync();

        World.Connects(host.Host.Namespace, "127.0.0.1", 8080).Should().BeTrue();
        host.Link(sandbox.HostLink)!.Value.GetProperty("linkinfo").GetProperty("info_slave_data").GetProperty("hairpin").GetBoolean().Should().BeTrue();
    }

    // What was counted is left out.
    private static string Rules(BridgeHost host) => Regex.Replace(
        host.Host.Run($"nft list table inet dnet-{BridgeHost.InstanceId}"), "packets [0-9]+ bytes [0-9]+", "", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
        {
            await Task.Delay(20);
        }

        condition().Should().BeTrue();
    }
}
