using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Sandboxes join bridge networks and leave them.</summary>
public sealed class BridgeEndpointTests
{
    [Fact] // D-044, D-046, D-048
    public async Task A_sandbox_that_joins_has_its_interface_inside_under_its_final_name_and_MAC()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();

        var sandbox = await host.AttachAsync(network);

        sandbox.JoinInfo.CreatedInSandbox.Should().BeTrue();
        sandbox.JoinInfo.HostName.Should().Be(sandbox.HostLink);
        sandbox.JoinInfo.Gateway.Should().Be(IPAddress.Parse($"10.{network.Number}.0.1"));
        var inside = TestHost.JsonIn(sandbox.Inside, "ip -j link show dev eth0")[0];
        PhysicalAddress.Parse(inside.GetProperty("address").GetString()).Should().Be(sandbox.InterfaceInfo.MacAddress);
        (sandbox.InterfaceInfo.MacAddress!.GetAddressBytes()[0] & 0b11).Should().Be(0b10, "the MAC is local and unicast");
    }

    [Fact]
    public async Task The_hosts_end_is_a_silent_port_with_its_owners_mark()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: true);

        var sandbox = await host.AttachAsync(network);

        var port = host.Link(sandbox.HostLink)!.Value;
        port.GetProperty("master").GetString().Should().Be(network.Bridge);
        port.GetProperty("ifalias").GetString().Should().Be($"dnet:{BridgeHost.InstanceId}:endpoint:{sandbox.EndpointId}");
        port.GetProperty("inet6_addr_gen_mode").GetString().Should().Be("none");
        port.GetProperty("operstate").GetString().Should().Be("UP");
        host.Host.Json($"ip -j addr show dev {sandbox.HostLink}")[0].GetProperty("addr_info").GetArrayLength().Should().Be(0);
    }

    [Fact] // D-046
    public async Task The_MAC_address_that_was_asked_for_is_used()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var mac = PhysicalAddress.Parse("02:00:00:00:00:07");
        var info = new InterfaceInfo();

        await host.Driver.CreateEndpointAsync(network.Id, new string('c', 64), info, new DriverOptions([new(NetLabel.MacAddress, mac)]));

        info.MacAddress.Should().Be(mac);
        (await host.Driver.EndpointOperInfoAsync(network.Id, new string('c', 64)))[NetLabel.MacAddress].Should().Be(mac);
    }

    [Theory]
    [InlineData("010000000001")]
    [InlineData("000000000000")]
    [InlineData("02000001")]
    public async Task A_MAC_address_that_no_interface_can_have_is_refused(string mac)
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var info = new InterfaceInfo { MacAddress = new PhysicalAddress(Convert.FromHexString(mac)) };

        (await Refusal(() => host.Driver.CreateEndpointAsync(network.Id, new string('c', 64), info, DriverOptions.Empty)))
            .Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    [Fact] // D-041
    public async Task An_endpoint_exists_once_and_only_on_a_network_that_exists()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PlanSandboxAsync(network);

        (await Refusal(() => host.Driver.CreateEndpointAsync(network.Id, sandbox.EndpointId, new InterfaceInfo(), DriverOptions.Empty)))
            .Should().BeOfType<EndpointExistsException>();
        (await Refusal(() => host.Driver.CreateEndpointAsync("nowhere", sandbox.EndpointId, new InterfaceInfo(), DriverOptions.Empty)))
            .Should().BeOfType<NoNetworkException>();
        (await Refusal(() => host.Driver.CreateEndpointAsync(network.Id, new string('c', 64), null!, DriverOptions.Empty)))
            .Message.Should().Be("invalid interface info passed");
        (await Refusal(async () => await host.Driver.EndpointOperInfoAsync(network.Id, new string('c', 64))))
            .Should().BeOfType<NoEndpointException>();
    }

    [Theory] // F-058
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_sandboxes_on_one_network_reach_each_other_and_the_host(bool ipv6)
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6);
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));

        web.Reaches(db.Address).Should().BeTrue();
        web.Reaches($"10.{network.Number}.0.1").Should().BeTrue();
        if (ipv6)
        {
            web.Reaches(db.AddressIPv6).Should().BeTrue("neighbour solicitations are multicast");
            web.Reaches($"fd00:{network.Number}::1").Should().BeTrue();
        }
    }

    [Fact]
    public async Task Multicast_reaches_the_other_sandboxes()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));
        db.Run("echo 0 > /proc/sys/net/ipv4/icmp_echo_ignore_broadcasts");

        web.Reaches("224.0.0.1", "-I eth0").Should().BeTrue();
    }

    [Theory] // F-058, D-005
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_communication_off_sandboxes_reach_the_host_and_not_each_other(bool ipv6)
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6, ("com.docker.network.bridge.enable_icc", "false"));
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));

        web.Reaches(db.Address).Should().BeFalse();
        web.Reaches($"10.{network.Number}.0.1").Should().BeTrue();
        if (ipv6)
        {
            web.Reaches(db.AddressIPv6).Should().BeFalse();
            web.Reaches($"fd00:{network.Number}::1").Should().BeTrue();
        }
    }

    [Fact] // D-045
    public async Task Both_ends_have_the_networks_MTU_and_packets_of_that_size_pass()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: false, ("com.docker.network.driver.mtu", "9000"));
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));

        host.Link(web.HostLink)!.Value.GetProperty("mtu").GetInt32().Should().Be(9000);
        TestHost.JsonIn(web.Inside, "ip -j link show dev eth0")[0].GetProperty("mtu").GetInt32().Should().Be(9000);
        web.Reaches(db.Address, "-M do -s 8972").Should().BeTrue();
        web.Reaches(db.Address, "-M do -s 8973").Should().BeFalse();
    }

    [Fact] // D-012
    public async Task Interfaces_are_named_after_the_networks_prefix()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: false, ("com.docker.network.container_iface_prefix", "net"));

        (await host.AttachAsync(network)).JoinInfo.SandboxName.Should().Be("net0");
    }

    [Fact] // D-015, D-048
    public async Task A_sandbox_on_an_internal_network_has_no_gateway_and_reaches_its_neighbours()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: false, (NetLabel.Internal, "true"));
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));

        web.JoinInfo.Gateway.Should().BeNull();
        web.Reaches(db.Address).Should().BeTrue();
    }

    [Fact] // D-044: how Docker itself moves the interface
    public async Task Without_a_sandbox_both_ends_are_made_on_the_host()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PlanSandboxAsync(network);
        var joinInfo = new JoinInfo();

        await host.Driver.JoinAsync(network.Id, sandbox.EndpointId, "", joinInfo, DriverOptions.Empty, DriverOptions.Empty);

        joinInfo.CreatedInSandbox.Should().BeFalse();
        joinInfo.SandboxName.Should().Be("eth0");
        PhysicalAddress.Parse(host.Link(joinInfo.HostName!)!.Value.GetProperty("address").GetString())
            .Should().Be(sandbox.InterfaceInfo.MacAddress);
        await host.Driver.LeaveAsync(network.Id, sandbox.EndpointId);
        await host.Reaper.DrainAsync();
        host.Host.LinkNames().Should().BeEquivalentTo("lo", network.Bridge);
    }

    [Fact]
    public async Task A_joined_endpoint_is_not_joined_again()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.AttachAsync(network);

        (await Refusal(() => host.Driver.JoinAsync(network.Id, sandbox.EndpointId, sandbox.Key, new JoinInfo(), DriverOptions.Empty, DriverOptions.Empty)))
            .Message.Should().Be("a container has already joined the endpoint");
        host.Link(sandbox.HostLink).Should().NotBeNull();
    }

    [Fact]
    public async Task A_sandbox_that_leaves_is_cut_off_at_once_and_its_link_is_reaped()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));

        await web.LeaveAsync();

        web.Reaches(db.Address).Should().BeFalse();
        await host.Driver.DeleteEndpointAsync(network.Id, web.EndpointId);
        await host.Reaper.DrainAsync();
        host.Host.LinkNames().Should().BeEquivalentTo("lo", network.Bridge, db.HostLink);
    }

    [Fact]
    public async Task An_endpoint_can_be_left_and_joined_again_at_once()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));

        for (var i = 0; i < 5; i++)
        {
            await web.LeaveAsync();
            await web.JoinAsync();
        }

        web.Reaches(db.Address).Should().BeTrue();
    }

    [Fact]
    public async Task Leaving_succeeds_when_someone_removed_the_link_by_hand()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var web = await host.AttachAsync(network);
        host.Host.Run($"ip link del {web.HostLink}");

        await web.LeaveAsync();
        await web.LeaveAsync();
        await host.Driver.DeleteEndpointAsync(network.Id, web.EndpointId);
        await host.Driver.DeleteEndpointAsync(network.Id, web.EndpointId);

        host.Host.LinkNames().Should().BeEquivalentTo("lo", network.Bridge);
    }

    [Fact] // the contract: calls for different networks may overlap
    public async Task Networks_and_sandboxes_that_come_and_go_side_by_side_leave_nothing()
    {
        await using var host = await BridgeHost.CreateAsync();
        var plans = new List<(TestNetwork Network, TestSandbox[] Sandboxes)>();
        for (var i = 0; i < 8; i++)
        {
            var network = await host.CreateNetworkAsync();
            plans.Add((network, [await host.PlanSandboxAsync(network), await host.PlanSandboxAsync(network)]));
        }

        await Parallel.ForEachAsync(plans, async (plan, token) =>
        {
            for (var i = 0; i < 10; i++)
            {
                foreach (var sandbox in plan.Sandboxes)
                {
                    await host.Driver.JoinAsync(plan.Network.Id, sandbox.EndpointId, sandbox.Key, new JoinInfo(), DriverOptions.Empty, DriverOptions.Empty, token);
                }

                foreach (var sandbox in plan.Sandboxes)
                {
                    await host.Driver.LeaveAsync(plan.Network.Id, sandbox.EndpointId, token);
                }

                await host.Reaper.DrainAsync(token);
            }

            await host.Driver.DeleteNetworkAsync(plan.Network.Id, token);
        });

        host.Host.AssertNothingLeft();
    }

    private static async Task<NetworkException> Refusal(Func<ValueTask> action) =>
        (await FluentActions.Awaiting(() => action().AsTask()).Should().ThrowAsync<NetworkException>()).Which;
}
