using LibNetwork.DriverApi;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Networks come and go on a real kernel.</summary>
public sealed class BridgeNetworkTests
{
    private const string Name = "com.docker.network.bridge.name";

    [Fact] // D-001, D-032, D-135
    public async Task A_network_is_a_bridge_with_the_gateway_address()
    {
        await using var host = await BridgeHost.CreateAsync();

        var network = await host.CreateNetworkAsync(ipv6: true);

        var link = host.Link(network.Bridge)!.Value;
        link.GetProperty("linkinfo").GetProperty("info_kind").GetString().Should().Be("bridge");
        link.GetProperty("linkinfo").GetProperty("info_data").GetProperty("mcast_snooping").GetInt32().Should().Be(0);
        link.GetProperty("ifalias").GetString().Should().Be($"dnet:{BridgeHost.InstanceId}:network:{network.Id}");
        link.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).Should().Contain("UP");
        var mac = Convert.ToByte(link.GetProperty("address").GetString()![..2], 16);
        (mac & 0b11).Should().Be(0b10, "the MAC is local and unicast");
        Addresses(host, network.Bridge).Should().Contain([$"10.{network.Number}.0.1/16", $"fd00:{network.Number}::1/64"]);
        host.Host.Run($"cat /proc/sys/net/ipv6/conf/{network.Bridge}/accept_ra").Trim().Should().Be("0");
        host.Firewall.Networks.Should().ContainKey(network.Id);
    }

    [Fact]
    public async Task A_network_without_IPv6_has_no_IPv6_on_its_bridge()
    {
        await using var host = await BridgeHost.CreateAsync();

        var network = await host.CreateNetworkAsync();

        Addresses(host, network.Bridge).Should().Equal($"10.{network.Number}.0.1/16");
    }

    [Fact]
    public async Task The_bridges_IPv6_addresses_are_usable_from_the_first_port_on()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: true);

        await host.AttachAsync(network);

        host.Host.Run($"ip -6 -o addr show dev {network.Bridge}").Should().Contain("fe80:").And.NotContain("tentative");
    }

    [Fact] // D-006
    public async Task Inhibited_the_bridge_has_no_address()
    {
        await using var host = await BridgeHost.CreateAsync();

        var network = await host.CreateNetworkAsync(ipv6: false, ("com.docker.network.bridge.inhibit_ipv4", "true"));

        Addresses(host, network.Bridge).Should().BeEmpty();
    }

    [Fact] // D-010
    public async Task The_bridge_has_the_networks_MTU_and_keeps_it()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: false, ("com.docker.network.driver.mtu", "9000"));

        await host.AttachAsync(network);

        host.Link(network.Bridge)!.Value.GetProperty("mtu").GetInt32().Should().Be(9000);
    }

    [Fact] // D-034
    public async Task Forwarding_is_switched_on()
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run("echo 0 > /proc/sys/net/ipv4/ip_forward; echo 0 > /proc/sys/net/ipv6/conf/all/forwarding");

        await host.CreateNetworkAsync(ipv6: true);

        host.Host.Run("cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding").Should().Be("1\n1\n");
    }

    [Fact] // D-034
    public async Task Without_leave_to_switch_forwarding_on_the_network_is_refused_and_nothing_is_left()
    {
        await using var host = await BridgeHost.CreateAsync(enableForwarding: false);
        host.Host.Run("echo 0 > /proc/sys/net/ipv4/ip_forward; echo 0 > /proc/sys/net/ipv6/conf/all/forwarding; echo 0 > /proc/sys/net/ipv6/conf/default/forwarding");

        var refusal = await Refusal(() => host.CreateNetworkAsync(ipv6: true));

        refusal.Kind.Should().Be(ErrorKind.Forbidden);
        refusal.Message.Should().EndWith(
            "needs forwarding: set sysctl net.ipv4.ip_forward=1; set sysctl net.ipv6.conf.all.forwarding=1; set sysctl net.ipv6.conf.default.forwarding=1");
        host.Host.AssertNothingLeft();
    }

    [Fact] // D-034: a host that forwards takes no routes from advertisements
    public async Task A_host_that_would_lose_its_own_way_out_by_forwarding_is_not_made_to()
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run("""
            echo 0 > /proc/sys/net/ipv6/conf/all/forwarding; echo 0 > /proc/sys/net/ipv6/conf/default/forwarding; echo 0 > /proc/sys/net/ipv4/ip_forward
            ip link add wan type veth peer name peer; ip link set wan up; ip link set peer up
            ip address add 2001:db8::1/64 dev wan nodad; ip route add default via 2001:db8::2 dev wan proto ra
            """);

        var refusal = await Refusal(() => host.CreateNetworkAsync(ipv6: true));

        refusal.Kind.Should().Be(ErrorKind.Forbidden);
        refusal.Message.Should().EndWith("needs forwarding: set sysctl net.ipv6.conf.wan.accept_ra=2 first: the host has its IPv6 default route from a router's "
            + "advertisements on wan, and would lose it when it forwards");
        host.Host.Run("cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding").Should().Be("0\n0\n");
        await host.CreateNetworkAsync();
        host.Host.Run("echo 2 > /proc/sys/net/ipv6/conf/wan/accept_ra");
        await host.CreateNetworkAsync(ipv6: true);
        host.Host.Run("cat /proc/sys/net/ipv6/conf/all/forwarding; ip -6 route show default").Should().StartWith("1\n").And.Contain("via 2001:db8::2");
    }

    [Fact] // D-015
    public async Task An_internal_network_needs_no_forwarding()
    {
        await using var host = await BridgeHost.CreateAsync(enableForwarding: false);
        host.Host.Run("echo 0 > /proc/sys/net/ipv4/ip_forward");

        await host.CreateNetworkAsync(ipv6: false, (NetLabel.Internal, "true"));

        host.Host.Run("cat /proc/sys/net/ipv4/ip_forward").Trim().Should().Be("0");
        host.Firewall.Networks.Values.Should().ContainSingle().Which.Internal.Should().BeTrue();
    }

    [Theory] // D-001
    [InlineData("type bridge; ip link set web0 alias dnet:00000001:network:1", "existing bridge web0 belongs to someone else")]
    [InlineData("type bridge; ip link property add dev web0 altname dnet-0badcafe-network-1", "existing bridge web0 belongs to someone else")]
    [InlineData("type veth peer name web1", "existing interface web0 is not a bridge")]
    public async Task A_link_of_someone_elses_is_not_taken(string link, string message)
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run($"ip link add web0 {link}");
        var before = host.Host.Run("ip link");

        var refusal = await Refusal(() => host.CreateNetworkAsync(ipv6: false, (Name, "web0")));

        refusal.Kind.Should().Be(ErrorKind.Forbidden);
        refusal.Message.Should().Be(message);
        host.Host.Run("ip link").Should().Be(before);
        host.Firewall.Networks.Should().BeEmpty();
    }

    [Fact] // K-030
    public async Task When_the_firewall_refuses_nothing_is_left_and_the_same_network_can_be_created_again()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork();
        host.Firewall.RefuseNext = 1;

        await FluentActions.Awaiting(() => host.CreateNetworkAsync(network).AsTask()).Should().ThrowAsync<InvalidOperationException>();

        host.Host.AssertNothingLeft();
        await host.CreateNetworkAsync(network);
        host.Link(network.Bridge).Should().NotBeNull();
    }

    [Fact] // K-030, D-078: the IPv4 address is there already when the IPv6 one is refused
    public async Task When_the_kernel_refuses_an_address_nothing_is_left()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork(ipv6: true);
        IpamData[] loopback = [new() { Pool = CidrAddress.Parse("::/96"), Gateway = CidrAddress.Parse("::1/96") }];

        var refusal = await Refusal(() => host.Driver.CreateNetworkAsync(network.Id, network.Options, network.IPv4Data, loopback).AsTask());

        refusal.Message.Should().StartWith($"failed to add IPv6 address ::1/96 to bridge {network.Bridge}: ");
        refusal.InnerException.Should().BeOfType<NetlinkException>();
        host.Host.AssertNothingLeft();
        await host.CreateNetworkAsync(network);
    }

    [Fact]
    public async Task A_cancelled_creation_leaves_nothing()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => host.Driver.CreateNetworkAsync(network.Id, network.Options, network.IPv4Data, [], cancelled.Token).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();

        host.Host.AssertNothingLeft();
        await host.CreateNetworkAsync(network);
    }

    [Fact] // D-038
    public async Task A_deleted_network_leaves_nothing_and_its_name_is_free()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: true, (Name, "web0"));

        await host.Driver.DeleteNetworkAsync(network.Id);

        host.Host.AssertNothingLeft();
        host.Firewall.Networks.Should().BeEmpty();
        await host.CreateNetworkAsync(ipv6: false, (Name, "web0"));
        host.Link("web0").Should().NotBeNull();
    }

    [Fact]
    public async Task Deleting_a_network_whose_bridge_was_removed_by_hand_succeeds()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        host.Host.Run($"ip link del {network.Bridge}");

        await host.Driver.DeleteNetworkAsync(network.Id);
        await host.Driver.DeleteNetworkAsync(network.Id);

        host.Firewall.Networks.Should().BeEmpty();
    }

    [Fact]
    public async Task Deleting_a_network_leaves_alone_what_someone_put_in_its_bridges_place()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        host.Host.Run($"ip link del {network.Bridge}; ip link add {network.Bridge} type bridge");

        await host.Driver.DeleteNetworkAsync(network.Id);

        host.Link(network.Bridge).Should().NotBeNull();
    }

    [Fact]
    public async Task A_flushed_firewall_is_put_back_at_the_next_try_if_the_first_is_refused()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        await host.Driver.RemoveOrphansAsync();

        host.Firewall.RefuseNext = 1;
        host.Firewall.Flush();
        for (var i = 0; i < 4000 && host.Firewall.Replacements == 1; i++)
        {
            await Task.Delay(5);
        }

        host.Firewall.Networks.Should().ContainKey(network.Id);
    }

    private static IEnumerable<string> Addresses(BridgeHost host, string link) =>
        from address in host.Host.Json($"ip -j addr show dev {link}")[0].GetProperty("addr_info").EnumerateArray()
        where address.GetProperty("scope").GetString() == "global"
        select $"{address.GetProperty("local").GetString()}/{address.GetProperty("prefixlen").GetInt32()}";

    private static async Task<NetworkException> Refusal(Func<Task> action) =>
        (await action.Should().ThrowAsync<NetworkException>()).Which;
}
