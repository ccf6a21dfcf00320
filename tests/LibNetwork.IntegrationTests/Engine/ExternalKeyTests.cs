using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>Sandboxes whose namespace someone else makes (C-090, C-137 to C-143).</summary>
public sealed class ExternalKeyTests
{
    [Fact]
    public async Task Endpoints_that_joined_before_appear_when_the_namespace_is_named_and_later_ones_are_born_in_it()
    {
        await using var engine = await EngineHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        using var inside = container.Open();
        var bridge = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24", "fd01::/64");
        var pair = await engine.NetworkAsync("pair", "pair", "10.2.0.0/24");
        var later = await engine.NetworkAsync("later", "bridge", "10.3.0.0/24");
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "app", UseExternalKey = true });
        sandbox.HasNamespace.Should().BeFalse();
        await bridge.ConnectAsync(sandbox, new EndpointConfig { Name = "app" });
        await pair.ConnectAsync(sandbox, new EndpointConfig { Name = "app", GatewayPriority = 1 });
        (await Error(async () => await sandbox.GetStatisticsAsync())).Should().Be((ErrorKind.Unavailable, "sandbox app has no namespace yet"));
        Links(inside).Should().Equal("lo");

        await sandbox.SetKeyAsync(container.Key);
        sandbox.HasNamespace.Should().BeTrue();
        Links(inside).Should().BeEquivalentTo("lo", "eth0", "eth1");
        TestHost.RunIn(inside, "ip -4 route show default").Should().StartWith("default via 10.2.0.1 dev eth1");
        TestHost.RunIn(inside, "ip -6 route show default").Should().StartWith("default via fd01::1 dev eth0");
        TestHost.TryRunIn(inside, "ping -c 1 -W 2 10.1.0.1 && ping -c 1 127.0.0.1").ExitCode.Should().Be(0);

        await later.ConnectAsync(sandbox, new EndpointConfig { Name = "app" });
        TestHost.TryRunIn(inside, "ping -c 1 -W 2 10.3.0.1").ExitCode.Should().Be(0);
        await sandbox.SetKeyAsync(container.Key); // a hook that runs twice

        await engine.RestartAsync();
        sandbox = engine.Controller.GetSandbox("app");
        engine.Controller.StartReport.Should().BeEmpty();
        await engine.Controller.GetNetwork("pair").DisconnectAsync(sandbox);
        Links(inside).Should().BeEquivalentTo("lo", "eth0", "eth2");
        await sandbox.DeleteAsync();
        Links(inside).Where(name => !name!.StartsWith("gone-", StringComparison.Ordinal)).Should().Equal("lo");
        TestHost.RunIn(inside, "ip link add still type bridge"); // the namespace is its owner's
        engine.Host.PinsInExecRoot().Should().BeEmpty();
    }

    [Fact]
    public async Task A_sandbox_is_made_of_a_namespace_in_one_go_and_names_that_are_taken_in_it_are_not_given_out()
    {
        await using var engine = await EngineHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        using var inside = container.Open();
        TestHost.RunIn(inside, "ip link add theirs type bridge && ip link set theirs name eth0");
        var network = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "app", ExternalKey = container.Key });
        (await network.ConnectAsync(sandbox, new EndpointConfig { Name = "app" })).InterfaceName.Should().Be("eth1", "row C-118");
        TestHost.TryRunIn(inside, "ping -c 1 -W 2 10.1.0.1").ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task What_cannot_be_a_key_is_refused_and_the_sandbox_waits_still()
    {
        await using var engine = await EngineHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        using var other = await ExternalProcess.StartAsync();
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "app", UseExternalKey = true });
        var taken = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "taken", ExternalKey = other.Key });
        var own = await engine.SandboxAsync("own");

        (await Error(() => sandbox.SetKeyAsync(""))).Should().Be((ErrorKind.InvalidParameter, "invalid sandbox key"));
        (await Error(() => sandbox.SetKeyAsync("ns/net"))).Should().Be((ErrorKind.InvalidParameter, "invalid sandbox key ns/net: it is not an absolute path"));
        (await Error(() => sandbox.SetKeyAsync("/nowhere"))).Message.Should().StartWith("invalid sandbox key /nowhere: ");
        (await Error(() => sandbox.SetKeyAsync("/proc/self/ns/mnt"))).Message.Should().StartWith("invalid sandbox key /proc/self/ns/mnt: ");
        (await Error(() => sandbox.SetKeyAsync(engine.Host.Pin))).Message.Should().Be($"invalid sandbox key {engine.Host.Pin}: it is the namespace of the host");
        (await Error(() => sandbox.SetKeyAsync(other.Key))).Message.Should().Be($"invalid sandbox key {other.Key}: it is the namespace of sandbox taken");
        (await Error(() => taken.SetKeyAsync(container.Key))).Should().Be((ErrorKind.Conflict, "failed to SetKey: sandbox taken has its namespace already"));
        (await Error(() => own.SetKeyAsync(container.Key))).Should().Be((ErrorKind.Forbidden, "failed to SetKey: sandbox own has a namespace of the engine's making"));
        (await Error(async () => await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "x", UseHostNamespace = true, ExternalKey = "y" }))).Message
            .Should().Be("invalid sandbox config:\na sandbox has the host's namespace or someone else's, not both\ninvalid sandbox key y: it is not an absolute path");
        (await Error(async () => await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "x", ExternalKey = "/nowhere" }))).Kind.Should().Be(ErrorKind.InvalidParameter);
        engine.Controller.Sandboxes.Should().HaveCount(3);

        await sandbox.SetKeyAsync(container.Key);
        await sandbox.DeleteAsync();
        (await Error(() => sandbox.SetKeyAsync(container.Key))).Should().Be((ErrorKind.Forbidden, $"failed to SetKey: sandbox \"{sandbox.Id}\" delete in progress"));
    }

    [Fact]
    public async Task A_name_that_is_taken_inside_fails_the_naming_whole_and_it_can_be_tried_again()
    {
        await using var engine = await EngineHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        using var inside = container.Open();
        TestHost.RunIn(inside, "ip link add theirs type bridge && ip link set theirs name eth1");
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "app", UseExternalKey = true });
        foreach (var name in new[] { "one", "two" })
        {
            await (await engine.NetworkAsync(name)).ConnectAsync(sandbox, new EndpointConfig { Name = "app" });
        }

        (await Error(() => sandbox.SetKeyAsync(container.Key))).Should().Be((ErrorKind.Conflict, "interface name eth1 is in use in the sandbox"));
        Links(inside).Should().Equal("lo", "eth1");
        engine.Host.PinsInExecRoot().Should().BeEmpty();

        TestHost.RunIn(inside, "ip link del eth1");
        await sandbox.SetKeyAsync(container.Key);
        Links(inside).Should().BeEquivalentTo("lo", "eth0", "eth1");
    }

    [Fact]
    public async Task A_sandbox_that_waits_survives_a_restart_and_a_naming_that_was_cut_short_is_undone()
    {
        await using var engine = await EngineHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        var network = await engine.NetworkAsync("web", "bridge", "10.1.0.0/24");
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "app", UseExternalKey = true });
        await network.ConnectAsync(sandbox, new EndpointConfig { Name = "app" });

        await engine.RestartAsync(() => container.Open().PinTo(sandbox.Key));
        sandbox = engine.Controller.GetSandbox("app");
        sandbox.HasNamespace.Should().BeFalse();
        sandbox.Endpoints.Should().ContainSingle();
        engine.Host.PinsInExecRoot().Should().BeEmpty();

        await sandbox.SetKeyAsync(container.Key);
        using var inside = container.Open();
        TestHost.TryRunIn(inside, "ping -c 1 -W 2 10.1.0.1").ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_sandbox_whose_namespace_a_reboot_took_is_removed_at_the_next_start()
    {
        await using var engine = await EngineHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        var waiting = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "waiting", UseExternalKey = true });
        var named = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "named", ExternalKey = container.Key });
        await engine.RestartAsync(() =>
        {
            NetworkNamespace.Unpin(named.Key);
            File.Delete(waiting.Key);
        });
        engine.Controller.Sandboxes.Should().BeEmpty();
    }

    private static async Task<(ErrorKind Kind, string Message)> Error(Func<ValueTask> action)
    {
        var refused = await action.Invoking(a => a().AsTask()).Should().ThrowAsync<NetworkException>();
        return (refused.Which.Kind, refused.Which.Message);
    }

    private static IEnumerable<string?> Links(NetworkNamespace inside) =>
        TestHost.JsonIn(inside, "ip -j link").EnumerateArray().Select(link => link.GetProperty("ifname").GetString());
}
