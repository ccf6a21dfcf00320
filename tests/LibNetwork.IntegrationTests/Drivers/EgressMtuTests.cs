using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>The MTU of a network that was made without one (D-010).</summary>
public sealed class EgressMtuTests
{
    private const string Mtu = "com.docker.network.driver.mtu";

    [Theory]
    [InlineData(1400, false, 1400)]
    [InlineData(9000, false, 9000)]
    [InlineData(1500, false, 1500)]
    [InlineData(1200, true, 1500)]
    public async Task It_is_that_of_the_hosts_way_to_the_world_where_the_families_allow_it(int egress, bool ipv6, int expected)
    {
        await using var host = await BridgeHost.CreateAsync();
        AddWay(host, egress);
        var network = await host.CreateNetworkAsync(ipv6);

        var sandbox = await host.AttachAsync(network);

        MtuOf(host, network.Bridge).Should().Be(expected);
        MtuOf(host, sandbox.HostLink).Should().Be(expected);
        sandbox.Run($"ip -o link show dev {sandbox.JoinInfo.SandboxName}").Should().Contain($"mtu {expected} ");
    }

    [Fact]
    public async Task Of_two_ways_the_narrower_one_counts()
    {
        await using var host = await BridgeHost.CreateAsync();
        AddWay(host, 1450);
        host.Host.Run("ip link add v6 mtu 1380 type veth peer name v6-peer; ip address add 2001:db8:1::1/64 dev v6 nodad; ip link set v6 up; ip link set v6-peer up; ip route add default via 2001:db8:1::2");

        var (both, ipv4) = (await host.CreateNetworkAsync(ipv6: true), await host.CreateNetworkAsync());

        MtuOf(host, both.Bridge).Should().Be(1380);
        MtuOf(host, ipv4.Bridge).Should().Be(1450);
    }

    [Fact]
    public async Task A_network_without_a_way_out_or_with_an_MTU_of_its_own_does_not_ask()
    {
        await using var host = await BridgeHost.CreateAsync();
        AddWay(host, 1400);

        var vault = await host.CreateNetworkAsync(ipv6: false, (NetLabel.Internal, "true"));
        var given = await host.CreateNetworkAsync(ipv6: false, (Mtu, "1300"));

        MtuOf(host, vault.Bridge).Should().Be(1500);
        MtuOf(host, given.Bridge).Should().Be(1300);
    }

    [Fact]
    public async Task After_a_crash_the_network_keeps_the_MTU_it_has_although_the_hosts_has_changed()
    {
        await using var host = await BridgeHost.CreateAsync();
        AddWay(host, 1400);
        var network = await host.CreateNetworkAsync();
        host.Host.Run("ip link set wan mtu 1350");

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored());
        var sandbox = await host.AttachAsync(network);

        MtuOf(host, network.Bridge).Should().Be(1400);
        MtuOf(host, sandbox.HostLink).Should().Be(1400);
    }

    [Fact] // D-001
    public async Task A_bridge_of_the_users_keeps_its_MTU_and_gives_it_to_the_ports()
    {
        await using var host = await BridgeHost.CreateAsync();
        AddWay(host, 1400);
        host.Host.Run("ip link add lan0 mtu 1460 type bridge; ip link set lan0 mtu 1460 up");

        var sandbox = await host.AttachAsync(await host.CreateNetworkAsync(ipv6: false, ("com.docker.network.bridge.name", "lan0")));

        MtuOf(host, "lan0").Should().Be(1460);
        MtuOf(host, sandbox.HostLink).Should().Be(1460);
    }

    [Theory] // D-001: a bridge that was never given an MTU has the smallest of its ports', and goes on so
    [InlineData(false, 1300)]
    [InlineData(true, 1450)]
    public async Task A_bridge_of_the_users_follows_its_ports_unless_an_MTU_was_asked_for(bool asked, int expected)
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run("ip link add lan0 type bridge; ip link add one mtu 1400 type veth peer name two; ip link set one master lan0 up");
        (string, string)[] named = [("com.docker.network.bridge.name", "lan0")];

        await host.CreateNetworkAsync(ipv6: false, asked ? [.. named, (Mtu, "1450")] : named);
        host.Host.Run("ip link set one mtu 1300");

        MtuOf(host, "lan0").Should().Be(expected);
    }

    private static void AddWay(BridgeHost host, int mtu) => host.Host.Run(
        $"ip link add wan mtu {mtu} type veth peer name wan-peer; ip address add 192.0.2.1/24 dev wan; ip link set wan up; ip link set wan-peer up; ip route add default via 192.0.2.2");

    private static int MtuOf(BridgeHost host, string link) => host.Link(link)!.Value.GetProperty("mtu").GetInt32();
}
