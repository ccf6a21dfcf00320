using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Who reaches whom: the driver and the firewall together.</summary>
public sealed class BridgeReachTests
{
    private const string World = "192.0.2.2";

    [Fact] // F-059
    public async Task Sandboxes_of_two_networks_do_not_reach_each_other_and_both_reach_the_world()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        await AddWorldAsync(host);
        var db = await host.AttachAsync(await host.CreateNetworkAsync());
        var web = await host.AttachAsync(await host.CreateNetworkAsync());

        web.Reaches(World).Should().BeTrue();
        db.Reaches(World).Should().BeTrue();
        web.Reaches(db.Address).Should().BeFalse();
        db.Reaches(web.Address).Should().BeFalse();
    }

    [Fact] // F-060, D-015
    public async Task A_sandbox_of_an_internal_network_reaches_the_host_and_not_the_world()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        await AddWorldAsync(host);
        var network = await host.CreateNetworkAsync(ipv6: false, (NetLabel.Internal, "true"));
        var vault = await host.AttachAsync(network);
        vault.Run($"ip route add default via 10.{network.Number}.0.1");

        vault.Reaches($"10.{network.Number}.0.1").Should().BeTrue();
        vault.Reaches(World).Should().BeFalse("even with a route of its own making");
    }

    [Theory] // D-002, D-013, F-024, F-066
    [InlineData("com.docker.network.bridge.enable_ip_masquerade", "true", "192.0.2.1")]
    [InlineData("com.docker.network.host_ipv4", "192.0.2.7", "192.0.2.7")]
    [InlineData("com.docker.network.bridge.enable_ip_masquerade", "false", null)]
    public async Task The_world_sees_the_source_that_the_network_asks_for(string label, string value, string? source)
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var world = await AddWorldAsync(host);
        var web = await host.AttachAsync(await host.CreateNetworkAsync(ipv6: false, (label, value)));

        web.Reaches(World).Should().BeTrue();

        SourcesSeen(world).Should().Contain(source ?? web.Address);
    }

    [Fact] // F-058, D-005
    public async Task With_communication_off_not_even_the_hosts_routing_connects_two_sandboxes()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var network = await host.CreateNetworkAsync(ipv6: false, ("com.docker.network.bridge.enable_icc", "false"));
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));
        web.Run($"ip route add {db.Address}/32 via 10.{network.Number}.0.1");
        db.Run($"ip route add {web.Address}/32 via 10.{network.Number}.0.1");

        web.Reaches(db.Address).Should().BeFalse();
    }

    [Fact]
    public async Task What_someone_flushed_is_put_back_and_what_is_deleted_leaves_no_rule()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        await AddWorldAsync(host);
        var (one, other) = (await host.CreateNetworkAsync(), await host.CreateNetworkAsync());
        var (db, web) = (await host.AttachAsync(one), await host.AttachAsync(other));
        await host.Driver.RemoveOrphansAsync();
        var rules = host.Host.Run("nft list ruleset");

        host.Host.Run("nft flush ruleset");
        for (var i = 0; i < 500 && host.Host.Run("nft list ruleset") != rules; i++)
        {
            await Task.Delay(10);
        }

        host.Host.Run("nft list ruleset").Should().Be(rules);
        web.Reaches(db.Address).Should().BeFalse();
        web.Reaches(World).Should().BeTrue();
        await host.Driver.DeleteNetworkAsync(one.Id);
        host.Host.Run("nft list ruleset").Should().NotContain(one.Bridge).And.Contain(other.Bridge);
    }

    [Fact]
    public async Task After_a_crash_the_rules_are_those_of_the_networks_that_are_left()
    {
        await using var host = await BridgeHost.CreateWithFirewallAsync();
        var (kept, lost) = (await host.CreateNetworkAsync(ipv6: true), await host.CreateNetworkAsync());

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(kept.Restored());
        await host.Driver.RemoveOrphansAsync();

        host.Host.Run("nft list ruleset").Should().Contain(kept.Bridge).And.NotContain(lost.Bridge);
    }

    /// <summary>A neighbour of the host that knows the way back to every sandbox.</summary>
    private static async Task<NetworkNamespace> AddWorldAsync(BridgeHost host)
    {
        var world = await host.Host.AddNamespaceAsync("world");
        host.Host.Run($"""
            ip link add wan type veth peer name eth0 netns {host.PinOf(world)}
            ip address add 192.0.2.1/24 dev wan
            ip address add 192.0.2.7/32 dev wan
            ip link set wan up
            """);
        TestHost.RunIn(world, """
            ip address add 192.0.2.2/24 dev eth0
            ip link set lo up
            ip link set eth0 up
            ip route add 10.0.0.0/8 via 192.0.2.1
            nft add table ip seen
            nft 'add set ip seen sources { type ipv4_addr; }'
            nft 'add chain ip seen input { type filter hook input priority 0; }'
            nft 'add rule ip seen input icmp type echo-request add @sources { ip saddr }'
            """);
        return world;
    }

    private static IEnumerable<string?> SourcesSeen(NetworkNamespace world) =>
        from item in TestHost.JsonIn(world, "nft -j list set ip seen sources").GetProperty("nftables").EnumerateArray()
        where item.TryGetProperty("set", out _)
        from element in item.GetProperty("set").GetProperty("elem").EnumerateArray()
        select element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetProperty("elem").GetProperty("val").GetString();
}
