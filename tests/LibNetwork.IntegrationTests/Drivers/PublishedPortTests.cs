using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Which host ports are published, and what is in the way of them (F-070 to F-083).</summary>
public sealed class PublishedPortTests
{
    private static readonly PortBinding Web = new() { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 };

    [Fact] // D-049, F-071
    public async Task What_is_published_is_reported_with_its_real_addresses_and_ports()
    {
        await using var host = await BridgeHost.CreateAsync();
        var sandbox = await host.PlanSandboxAsync(await host.CreateNetworkAsync(ipv6: true));
        var exposed = new TransportPort(TransportProtocol.Udp, 53);
        var options = new DriverOptions([new(NetLabel.PortMap, new List<PortBinding> { Web }), new(NetLabel.ExposedPorts, new[] { exposed })]);
        await sandbox.JoinAsync(options);

        (await sandbox.PublishedAsync()).Should().BeEmpty("joining publishes nothing");
        await sandbox.ProgramAsync(ipv4: true, ipv6: true);

        (await sandbox.PublishedAsync()).Select(p => p.ToString()).Should().Equal(
            $"0.0.0.0:8080:{sandbox.Address}:80/tcp", $"[::]:8080:[{IPAddress.Parse(sandbox.AddressIPv6)}]:80/tcp");
        (await sandbox.OperationalDataAsync()).TryGet<IReadOnlyList<TransportPort>>(NetLabel.ExposedPorts, out var ports).Should().BeTrue();
        ports.Should().Equal(exposed);
    }

    [Fact]
    public async Task Telling_the_same_again_changes_nothing_and_calls_no_kernel()
    {
        await using var host = await BridgeHost.CreateAsync();
        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: true), Web, Web with { HostPort = 0 });
        var published = await sandbox.PublishedAsync();

        await sandbox.ProgramAsync(ipv4: true, ipv6: true);

        host.Firewall.PortChanges.Should().Be(1);
        (await sandbox.PublishedAsync()).Should().Equal(published);
        await sandbox.ProgramAsync(ipv4: false, ipv6: false);
        await sandbox.ProgramAsync(ipv4: false, ipv6: false);
        await sandbox.LeaveAsync();
        host.Firewall.PortChanges.Should().Be(2);
        host.Firewall.Endpoints.Should().BeEmpty();
    }

    [Fact] // F-072, F-073
    public async Task An_ephemeral_port_is_the_hosts_and_the_same_for_both_families_and_stays_when_one_comes_later()
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run("echo 40000 40003 > /proc/sys/net/ipv4/ip_local_port_range; echo 40001 > /proc/sys/net/ipv4/ip_local_reserved_ports");
        var network = await host.CreateNetworkAsync(ipv6: true);
        var sandbox = await host.PlanSandboxAsync(network);
        await sandbox.JoinAsync(Web with { HostPort = 0 });

        await sandbox.ProgramAsync(ipv4: true, ipv6: false);
        var first = (await sandbox.PublishedAsync()).Should().ContainSingle().Which.HostPort;
        await sandbox.ProgramAsync(ipv4: true, ipv6: true);

        first.Should().Be((await sandbox.PublishedAsync())[0].HostPort);
        (await sandbox.PublishedAsync()).Select(p => p.HostPort).Should().HaveCount(2).And.OnlyContain(port => port == first);
        await host.PublishAsync(network, Web with { HostPort = 0 });
        await host.PublishAsync(network, Web with { HostPort = 0 });
        var taken = host.Firewall.Endpoints.Values.SelectMany(e => e.Ports).Select(p => p.HostPort).Distinct();
        taken.Should().BeEquivalentTo(new ushort[] { 40000, 40002, 40003 });
        (await Refusal(() => host.PublishAsync(network, Web with { HostPort = 0 }))).Message.Should()
            .Be("tcp 0.0.0.0:0: all ports are allocated\ntcp [::]:0: all ports are allocated");
    }

    [Fact] // F-073
    public async Task An_ephemeral_port_is_none_that_a_program_listens_on()
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run("echo 40000 40001 > /proc/sys/net/ipv4/ip_local_port_range");
        await using var program = await NetcatServer.TcpAsync(host.Host.Namespace, "127.0.0.1", 40000);

        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(), Web with { HostPort = 0 });

        (await sandbox.PublishedAsync()).Should().ContainSingle().Which.HostPort.Should().Be(40001);
    }

    [Fact] // F-074
    public async Task Of_a_range_the_first_free_port_is_taken()
    {
        await using var host = await BridgeHost.CreateAsync();
        await using var program = await NetcatServer.TcpAsync(host.Host.Namespace, "0.0.0.0", 8001);
        var network = await host.CreateNetworkAsync(ipv6: true);
        var range = Web with { HostPort = 8000, HostPortEnd = 8002 };
        var (one, two) = (await host.PublishAsync(network, range), await host.PublishAsync(network, range));

        (await one.PublishedAsync()).Should().HaveCount(2).And.OnlyContain(p => p.HostPort == 8000 && p.HostPortEnd == 8000);
        (await two.PublishedAsync()).Should().HaveCount(2).And.OnlyContain(p => p.HostPort == 8002);
        (await Refusal(() => host.PublishAsync(network, range))).Kind.Should().Be(ErrorKind.Conflict);
    }

    [Fact] // F-075, F-076, F-082
    public async Task Every_conflict_is_named_and_nothing_is_published()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var holder = await host.PublishAsync(network, Web, Web with { HostPort = 8081, HostIP = IPAddress.Loopback });
        await using var program = await NetcatServer.TcpAsync(host.Host.Namespace, "0.0.0.0", 9000);
        var sandbox = await host.PlanSandboxAsync(network);
        await sandbox.JoinAsync(Web with { HostIP = IPAddress.Loopback }, Web with { HostPort = 8081 }, Web with { HostPort = 9000 }, Web with { HostPort = 9001 });

        var refusal = await Refusal(() => sandbox.ProgramAsync(ipv4: true, ipv6: false));

        refusal.Kind.Should().Be(ErrorKind.Conflict);
        refusal.Message.Split('\n').Should().Equal(
            $"Bind for 127.0.0.1:8080 failed: port is already allocated: tcp 0.0.0.0:8080 is published by endpoint {holder.EndpointId}",
            $"Bind for 0.0.0.0:8081 failed: port is already allocated: tcp 127.0.0.1:8081 is published by endpoint {holder.EndpointId}",
            "failed to bind host port 0.0.0.0:9000/tcp: address already in use");
        host.Firewall.Endpoints.Should().ContainKey(holder.EndpointId).And.HaveCount(1);
        await holder.LeaveAsync();
        await host.PublishAsync(network, Web, Web with { HostPort = 9001 });
    }

    [Fact]
    public async Task Other_protocols_and_other_addresses_are_not_in_the_way()
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run("ip address add 192.0.2.1/24 dev lo");
        var network = await host.CreateNetworkAsync(ipv6: true);
        await host.PublishAsync(network, Web with { HostIP = IPAddress.Loopback });
        await using var program = await NetcatServer.UdpAsync(host.Host.Namespace, "0.0.0.0", 8080);

        await host.PublishAsync(network, Web with { HostIP = IPAddress.Parse("192.0.2.1") });
        await host.PublishAsync(network, Web with { HostIP = IPAddress.IPv6Any });
        await host.PublishAsync(network, Web with { Protocol = TransportProtocol.Sctp });

        host.Firewall.Endpoints.Should().HaveCount(4);
    }

    [Fact]
    public async Task A_host_address_that_the_host_does_not_have_is_refused()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();

        var refusal = await Refusal(() => host.PublishAsync(network, Web with { HostIP = IPAddress.Parse("192.0.2.99"), HostPort = 0 }));

        refusal.Kind.Should().Be(ErrorKind.InvalidParameter);
        refusal.Message.Should().StartWith("failed to bind host port 192.0.2.99:").And.EndWith("/tcp: cannot assign requested address");
    }

    [Fact] // F-082
    public async Task When_the_firewall_refuses_the_host_ports_are_free_again()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PlanSandboxAsync(network);
        await sandbox.JoinAsync(Web);
        host.Firewall.RefuseNext = 1;

        await FluentActions.Awaiting(() => sandbox.ProgramAsync(ipv4: true, ipv6: false)).Should().ThrowAsync<InvalidOperationException>();

        (await sandbox.PublishedAsync()).Should().BeEmpty();
        await host.PublishAsync(network, Web);
    }

    [Fact] // F-078
    public async Task A_host_address_of_a_family_that_the_sandbox_lacks_is_left_out()
    {
        await using var host = await BridgeHost.CreateAsync();

        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(), Web with { HostIP = IPAddress.IPv6Any }, Web with { HostPort = 8081 });

        (await sandbox.PublishedAsync()).Should().ContainSingle().Which.HostPort.Should().Be(8081);
    }

    [Fact] // F-060
    public async Task On_an_internal_network_nothing_is_published()
    {
        await using var host = await BridgeHost.CreateAsync();

        var sandbox = await host.PublishAsync(await host.CreateNetworkAsync(ipv6: false, (NetLabel.Internal, "true")), Web);

        (await sandbox.PublishedAsync()).Should().BeEmpty();
        host.Firewall.Endpoints.Should().BeEmpty();
    }

    [Fact] // F-075, D-064, D-066
    public async Task Bindings_that_cannot_be_published_are_all_told_and_nothing_joins()
    {
        await using var host = await BridgeHost.CreateAsync();
        var sandbox = await host.PlanSandboxAsync(await host.CreateNetworkAsync());

        var refusal = await Refusal(() => sandbox.JoinAsync(Web with { Protocol = TransportProtocol.Icmp }, Web with { Port = 0 },
            Web with { HostPortEnd = 8000 }, Web with { HostIP = IPAddress.Parse("224.0.0.1") }, Web with { HostIP = IPAddress.IPv6Loopback }));

        refusal.Kind.Should().Be(ErrorKind.InvalidParameter);
        refusal.Message.Split('\n').Should().HaveCount(5);
        host.Link(sandbox.HostLink).Should().BeNull();
    }

    [Fact]
    public async Task Taking_off_what_is_gone_is_success_and_publishing_for_it_is_not()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();

        await host.Driver.ProgramExternalConnectivityAsync("none", "none", "", "");
        await host.Driver.ProgramExternalConnectivityAsync(network.Id, "none", "other", "other");
        (await Refusal(() => host.Driver.ProgramExternalConnectivityAsync("none", "e", "e", "").AsTask())).Should().BeOfType<NoNetworkException>();
        (await Refusal(() => host.Driver.ProgramExternalConnectivityAsync(network.Id, "e", "e", "").AsTask())).Should().BeOfType<NoEndpointException>();
    }

    [Fact]
    public async Task Deleting_endpoint_or_network_takes_the_ports_off()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var (one, other) = (await host.CreateNetworkAsync(), await host.CreateNetworkAsync());
        var sandbox = await host.PublishAsync(one, Web);
        await host.PublishAsync(other, Web with { HostPort = 8081 });

        await host.Driver.DeleteEndpointAsync(one.Id, sandbox.EndpointId);
        Ports(host).Should().NotContain("8080").And.Contain("8081");
        await host.Driver.DeleteNetworkAsync(other.Id);
        Ports(host).Should().NotContain("8081");
    }

    [Fact] // two host ports may lead to one port of the sandbox
    public async Task Taking_one_of_two_ways_to_a_port_off_leaves_the_other()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await World.CreateAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: true);
        var sandbox = await host.PublishAsync(network, Web, Web with { HostPort = 8081 });
        await using var server = await NetcatServer.TcpAsync(sandbox.Inside, "0.0.0.0", 80);

        World.Connects(world.Inside, World.HostIPv4, 8080).Should().BeTrue();
        World.Connects(world.Inside, World.HostIPv4, 8081).Should().BeTrue();
        await sandbox.ProgramAsync(ipv4: true, ipv6: false);
        World.Connects(world.Inside, World.HostIPv4, 8081).Should().BeTrue();
    }

    private static string Ports(BridgeHost host) => host.Host.Run($"nft list map inet dnet-{BridgeHost.InstanceId} dnat4");

    private static async Task<NetworkException> Refusal(Func<Task> action) =>
        (await FluentActions.Awaiting(action).Should().ThrowAsync<NetworkException>()).Which;
}
