using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>Joins that the kernel refuses: the error says what and why, and nothing is left.</summary>
/// <remarks>K-028.</remarks>
public sealed class BridgeJoinFailureTests
{
    [Fact]
    public async Task The_interfaces_name_is_taken_inside_the_sandbox()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PlanSandboxAsync(network);
        sandbox.Run("ip link add eth0 type bridge");

        var refusal = await RefusalOf(sandbox.JoinAsync);

        refusal.Message.Should().StartWith($"failed to add the host ({sandbox.HostLink}) <=> sandbox (eth0) pair interfaces: ");
        refusal.InnerException.Should().BeOfType<NetlinkException>().Which.Errno.Should().Be(Errno.EEXIST);
        host.Host.LinkNames().Should().BeEquivalentTo("lo", network.Bridge);
        sandbox.Run("ip link del eth0");
        await sandbox.JoinAsync();
    }

    [Fact]
    public async Task The_hosts_link_name_belongs_to_someone_else()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PlanSandboxAsync(network);
        host.Host.Run($"ip link add {sandbox.HostLink} type bridge");
        var before = host.Host.Run("ip link");

        var refusal = await RefusalOf(sandbox.JoinAsync);

        refusal.Kind.Should().Be(ErrorKind.Conflict);
        refusal.Message.Should().Be($"link {sandbox.HostLink} exists and belongs to someone else");
        host.Host.Run("ip link").Should().Be(before);
    }

    [Fact]
    public async Task The_sandbox_is_gone()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PlanSandboxAsync(network);

        var refusal = await RefusalOf(() => host.Driver.JoinAsync(
            network.Id, sandbox.EndpointId, "/run/no/such/sandbox", new JoinInfo(), DriverOptions.Empty, DriverOptions.Empty).AsTask());

        refusal.Message.Should().StartWith("sandbox /run/no/such/sandbox cannot be joined: ");
        host.Host.LinkNames().Should().BeEquivalentTo("lo", network.Bridge);
    }

    [Fact]
    public async Task The_bridge_was_removed_by_hand()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        var sandbox = await host.PlanSandboxAsync(network);
        host.Host.Run($"ip link del {network.Bridge}");

        var refusal = await RefusalOf(sandbox.JoinAsync);

        refusal.InnerException.Should().BeOfType<NetlinkException>();
        host.Host.AssertNothingLeft();
        sandbox.Run("ip -o link").Should().NotContain("eth0");
    }

    [Fact]
    public async Task The_bridge_is_full()
    {
        await using var host = await BridgeHost.CreateAsync();
        var network = await host.CreateNetworkAsync();
        host.Host.Run($"(for i in $(seq 1 512); do echo link add a$i master {network.Bridge} type veth peer name b$i; [ $i = 512 ] || echo link set b$i master {network.Bridge}; done) | ip -batch -");
        var sandbox = await host.PlanSandboxAsync(network);

        var refusal = await RefusalOf(sandbox.JoinAsync);

        refusal.Kind.Should().Be(ErrorKind.Unavailable);
        refusal.Message.Should().Be($"network {network.Id} is full: bridge {network.Bridge} takes at most 1023 endpoints");
        host.Link(sandbox.HostLink).Should().BeNull();
        host.Host.Run("ip link del b512");
        await host.Driver.LeaveAsync(network.Id, sandbox.EndpointId);
        host.Host.Run("ip link del a1");
        await sandbox.JoinAsync();
        host.Link(sandbox.HostLink).Should().NotBeNull();
    }

    private static async Task<NetworkException> RefusalOf(Func<Task> action) =>
        (await action.Should().ThrowAsync<NetworkException>()).Which;
}
