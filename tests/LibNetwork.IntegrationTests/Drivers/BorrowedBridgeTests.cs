using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Bridges that the user made: used, never deleted, and given back as they were (D-001, D-032, D-038).</summary>
public sealed class BorrowedBridgeTests
{
    private const string Name = "com.docker.network.bridge.name";
    private const string DefaultBridge = "com.docker.network.bridge.default_bridge";

    [Fact] // D-001, D-032, D-038
    public async Task A_bridge_that_is_there_serves_a_network_that_names_it_and_is_as_before_when_the_network_is_gone()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        AddBridge(host, "address add 192.168.77.1/24 dev lan0");
        var before = Described(host, "lan0");
        var network = await host.CreateNetworkAsync(ipv6: true, (Name, "lan0"));
        var (one, two) = (await host.AttachAsync(network), await host.AttachAsync(network));

        one.Reaches(two.Address).Should().BeTrue();
        one.Reaches(two.AddressIPv6).Should().BeTrue();
        one.Reaches($"10.{network.Number}.0.1").Should().BeTrue();
        one.Reaches($"fd00:{network.Number}::1").Should().BeTrue();
        host.Host.Run("ip -d link show dev lan0").Should().Contain("alias of mine").And.Contain($"altname dnet-{BridgeHost.InstanceId}-network-{network.Id}");
        await host.Driver.DeleteNetworkAsync(network.Id);

        Described(host, "lan0").Should().Be(before);
        host.Host.Run($"nft list table inet dnet-{BridgeHost.InstanceId}").Should().NotContain("elements");
    }

    [Fact] // D-032
    public async Task The_gateway_address_that_the_bridge_had_already_stays_when_the_network_is_gone()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork(ipv6: true, (Name, "lan0"));
        AddBridge(host, $"address add 10.{network.Number}.0.1/16 dev lan0", $"address add fd00:{network.Number}::1/64 dev lan0 nodad");
        var before = Described(host, "lan0");

        await host.CreateNetworkAsync(network);
        await host.Driver.DeleteNetworkAsync(network.Id);

        Described(host, "lan0").Should().Be(before);
    }

    [Fact] // D-079, D-080: both are told, before anything is changed
    public async Task A_bridge_with_other_addresses_in_the_networks_pools_is_refused_and_left_as_it_is()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork(ipv6: true, (Name, "lan0"));
        AddBridge(host, $"address add 10.{network.Number}.0.254/16 dev lan0", $"address add fd00:{network.Number}::fe/64 dev lan0 nodad");
        host.Host.Run("echo 0 > /proc/sys/net/ipv4/ip_forward; echo 0 > /proc/sys/net/ipv6/conf/all/forwarding");
        var before = Described(host, "lan0");

        var refusal = (await FluentActions.Awaiting(() => host.CreateNetworkAsync(network).AsTask()).Should().ThrowAsync<NetworkException>()).Which;

        refusal.Kind.Should().Be(ErrorKind.InvalidParameter);
        refusal.Message.Should().Be($"""
            bridge IPv4 (10.{network.Number}.0.254/16) does not match requested configuration 10.{network.Number}.0.1/16
            bridge IPv6 addresses do not match the expected bridge configuration fd00:{network.Number}::1/64 (fd00:{network.Number}::fe/64)
            """);
        Described(host, "lan0").Should().Be(before);
        host.Host.Run("cat /proc/sys/net/ipv4/ip_forward").Trim().Should().Be("0");
    }

    [Fact] // D-006
    public async Task Inhibited_the_bridge_gets_no_address_and_may_have_any()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork(ipv6: false, (Name, "lan0"), ("com.docker.network.bridge.inhibit_ipv4", "true"));
        AddBridge(host, $"address add 10.{network.Number}.0.254/16 dev lan0");
        var addresses = host.Host.Run("ip -o -4 address show dev lan0");

        await host.CreateNetworkAsync(network);

        host.Host.Run("ip -o -4 address show dev lan0").Should().Be(addresses);
    }

    [Fact]
    public async Task When_the_creation_fails_the_bridge_is_given_back()
    {
        await using var host = await BridgeHost.CreateAsync();
        AddBridge(host);
        var before = Described(host, "lan0");
        host.Firewall.RefuseNext = 1;

        await FluentActions.Awaiting(() => host.CreateNetworkAsync(ipv6: true, (Name, "lan0"))).Should().ThrowAsync<InvalidOperationException>();

        Described(host, "lan0").Should().Be(before);
    }

    [Fact] // D-032, D-038
    public async Task After_a_crash_the_network_goes_on_with_the_bridge_and_gives_it_back_in_the_end()
    {
        await using var host = await BridgeHost.CreateAsync();
        AddBridge(host, "address add 192.168.77.1/24 dev lan0");
        var before = Described(host, "lan0");
        var network = await host.CreateNetworkAsync(ipv6: true, (Name, "lan0"));
        var one = await host.AttachAsync(network);
        host.Host.Run($"ip address del 10.{network.Number}.0.1/16 dev lan0");

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored(one));
        await host.Driver.RemoveOrphansAsync();

        one.Reaches($"10.{network.Number}.0.1").Should().BeTrue("what was missing is there again");
        await one.LeaveAsync();
        await host.Driver.DeleteNetworkAsync(network.Id);
        Described(host, "lan0").Should().Be(before);
    }

    [Theory] // an intent without a record of the network, and no intent at all
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_killed_process_had_begun_with_a_bridge_is_undone(bool known)
    {
        await using var host = await BridgeHost.CreateAsync();
        AddBridge(host, "address add 192.168.77.1/24 dev lan0");
        var before = Described(host, "lan0");
        var network = await host.CreateNetworkAsync(ipv6: true, (Name, "lan0"));

        await host.CrashAsync();
        if (known)
        {
            await host.Driver.DeleteNetworkAsync(network.Id);
        }
        else
        {
            await host.Driver.RemoveOrphansAsync();
        }

        Described(host, "lan0").Should().Be(before);
    }

    [Fact] // D-008, D-038
    public async Task The_default_networks_bridge_outlives_it_and_serves_the_next_one()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork(ipv6: false, (DefaultBridge, "true"));
        await host.CreateNetworkAsync(network);
        host.Link("docker0").Should().NotBeNull();

        await host.Driver.DeleteNetworkAsync(network.Id);
        await host.CrashAsync();
        await host.Driver.RemoveOrphansAsync();

        host.Host.Run("ip -d link show dev docker0").Should().NotContain("dnet");
        await host.CreateNetworkAsync(network);
        var one = await host.AttachAsync(network);
        one.Reaches($"10.{network.Number}.0.1").Should().BeTrue();
    }

    [Fact] // D-001, D-072
    public async Task A_default_bridge_of_another_name_must_be_there()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = host.PlanNetwork(ipv6: false, (DefaultBridge, "true"), (Name, "lan0"));

        var refusal = (await FluentActions.Awaiting(() => host.CreateNetworkAsync(network).AsTask()).Should().ThrowAsync<NetworkException>()).Which;

        refusal.Kind.Should().Be(ErrorKind.Forbidden);
        refusal.Message.Should().Be("bridge device with non default name lan0 must be created manually");
        host.Host.AssertNothingLeft();
        AddBridge(host);
        await host.CreateNetworkAsync(network);
        await host.Driver.DeleteNetworkAsync(network.Id);
        host.Link("lan0").Should().NotBeNull();
    }

    private static void AddBridge(BridgeHost host, params string[] commands)
    {
        host.Host.Run("ip link add lan0 address 02:00:00:00:00:01 type bridge; ip link set lan0 alias 'of mine' up; ip link set lan0 addrgenmode none");
        foreach (var command in commands)
        {
            host.Host.Run($"ip {command}");
        }
    }

    // All that the user has made of it: with an address, the kernel's state of the link and the MTU's origin change by themselves.
    private static string Described(BridgeHost host, string link) =>
        host.Host.Run($"ip -d -j link show dev {link} | tr ',' '\n' | grep -E 'ifalias|altname|mtu\"|mcast_snooping|address|group|linkinfo'; ip -o address show dev {link}");
}
