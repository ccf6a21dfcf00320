using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>A new driver on the kernel that a killed one left.</summary>
public sealed class BridgeRestoreTests
{
    [Fact]
    public async Task Sandboxes_go_on_talking_and_nothing_of_theirs_is_touched()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: true);
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));
        var before = host.Host.Run("ip addr");

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored(db, web));
        await host.Driver.RemoveOrphansAsync();

        host.Host.Run("ip addr").Should().Be(before);
        web.Reaches(db.Address).Should().BeTrue();
        web.Reaches(db.AddressIPv6).Should().BeTrue();
        host.Firewall.Networks.Keys.Should().Equal(network.Id);
        await web.LeaveAsync();
        await db.LeaveAsync();
        await host.Driver.DeleteNetworkAsync(network.Id);
        await host.Reaper.DrainAsync();
        host.Host.AssertNothingLeft();
    }

    [Fact]
    public async Task A_bridge_that_is_missing_is_made_anew_with_its_ports()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync(ipv6: false, ("com.docker.network.bridge.enable_icc", "false"));
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));
        host.Host.Run($"ip link del {network.Bridge}");

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored(db, web));
        await host.Driver.RemoveOrphansAsync();

        web.Reaches($"10.{network.Number}.0.1").Should().BeTrue();
        web.Reaches(db.Address).Should().BeFalse("communication is off, as before");
    }

    [Fact]
    public async Task What_was_changed_by_hand_is_put_right()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));
        host.Host.Run($"ip addr flush dev {network.Bridge}; ip link set {web.HostLink} nomaster; ip link set {network.Bridge} down");

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(network.Restored(db, web));
        await host.Driver.RemoveOrphansAsync();

        web.Reaches(db.Address).Should().BeTrue();
        web.Reaches($"10.{network.Number}.0.1").Should().BeTrue();
    }

    [Fact]
    public async Task Links_of_this_instance_without_an_owner_are_removed_and_no_others()
    {
        await using var host = await BridgeHost.CreateAsync();
        var (kept, lost) = (await host.CreateNetworkAsync(), await host.CreateNetworkAsync());
        var (db, web) = (await host.AttachAsync(kept), await host.AttachAsync(kept));
        await host.AttachAsync(lost);
        host.Host.Run("ip link add br-other type bridge; ip link set br-other alias dnet:00000000:network:" + new string('a', 64));
        host.Host.Run("ip link add br-mine type bridge");

        await host.CrashAsync();
        await host.Driver.RestoreNetworkAsync(kept.Restored(db));
        await host.Driver.RemoveOrphansAsync();

        host.Host.LinkNames().Should().BeEquivalentTo("lo", kept.Bridge, db.HostLink, "br-other", "br-mine");
        web.Run("ip -o link").Should().NotContain("eth0");
    }

    [Fact]
    public async Task A_network_that_cannot_be_restored_is_no_orphan_and_can_be_deleted()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var (db, web) = (await host.AttachAsync(network), await host.AttachAsync(network));

        await host.CrashAsync();
        var damaged = network.Restored(db, web) with { IPv4Data = [] };
        await FluentActions.Awaiting(() => host.Driver.RestoreNetworkAsync(damaged).AsTask()).Should().ThrowAsync<NetworkException>();
        await host.Driver.RemoveOrphansAsync();

        web.Reaches(db.Address).Should().BeTrue();
        await host.Driver.DeleteNetworkAsync(network.Id);
        host.Link(network.Bridge).Should().BeNull();
    }

    [Fact]
    public async Task Nobody_joins_a_network_whose_bridge_could_not_be_made_anew()
    {
        await using var host = await BridgeHost.CreateAsync(enableForwarding: false);
        host.Host.Run("echo 0 > /proc/sys/net/ipv4/ip_forward");
        var network = host.PlanNetwork();
        await FluentActions.Awaiting(() => host.Driver.RestoreNetworkAsync(network.Restored()).AsTask()).Should().ThrowAsync<NetworkException>();
        var sandbox = await host.PlanSandboxAsync(network);

        var refusal = (await FluentActions.Awaiting(sandbox.JoinAsync).Should().ThrowAsync<NetworkException>()).Which;

        refusal.Kind.Should().Be(ErrorKind.Unavailable);
        host.Host.AssertNothingLeft();
        await host.Driver.DeleteNetworkAsync(network.Id);
    }

    [Fact]
    public async Task What_a_killed_process_had_given_up_is_reaped()
    {
        await using var host = await BridgeHost.CreateAsync();
        host.Host.Run($"ip link add left0 type veth peer name left1; ip link set left0 group {host.Reaper.Group}");

        await host.Driver.RemoveOrphansAsync();

        host.Host.AssertNothingLeft();
    }

    [Fact]
    public async Task A_link_in_the_reapers_group_that_cannot_be_deleted_does_not_stop_it()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var web = await host.AttachAsync(network);
        host.Host.Run($"ip link set lo group {host.Reaper.Group}");

        await web.LeaveAsync();
        await host.Reaper.DrainAsync();

        host.Host.LinkNames().Should().BeEquivalentTo("lo", network.Bridge);
    }
}
