using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

public sealed class SandboxTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_sandbox_is_a_namespace_with_nothing_but_a_loopback_that_is_up(int poolSize)
    {
        await using var engine = await EngineHost.StartAsync(poolSize: poolSize);
        var sandbox = await engine.SandboxAsync("web");
        NetworkNamespace.IsPinned(sandbox.Key).Should().BeTrue();
        sandbox.Key.Should().EndWith("/netns/" + sandbox.Id[..12], "row C-089");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        var links = TestHost.JsonIn(inside, "ip -j link").EnumerateArray().ToList();
        links.Should().ContainSingle().Which.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).Should().Contain("UP").And.Contain("LOOPBACK");

        await sandbox.DeleteAsync();
        File.Exists(sandbox.Key).Should().BeFalse();
        engine.Controller.Sandboxes.Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_equal_requests_at_once_one_succeeds_and_the_others_conflict()
    {
        await using var engine = await EngineHost.StartAsync();
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await engine.SandboxAsync("same");
                return "made";
            }
            catch (NetworkException refused)
            {
                return refused.Kind.ToString();
            }
        })));
        tries.Count(result => result == "made").Should().Be(1, "row K-048");
        tries.Count(result => result == nameof(ErrorKind.Conflict)).Should().Be(7);
        engine.Host.PinsInExecRoot().Should().ContainSingle();
    }

    [Fact]
    public async Task A_host_sandbox_joins_the_host_network_alone()
    {
        await using var engine = await EngineHost.StartAsync();
        var hostNetwork = await engine.NetworkAsync("host", "host");
        var pair = await engine.NetworkAsync("pair");
        var sandbox = await engine.Controller.CreateSandboxAsync(new SandboxConfig { Name = "on-host", UseHostNamespace = true });
        await hostNetwork.ConnectAsync(sandbox, new EndpointConfig { Name = "e" });

        var other = () => pair.ConnectAsync(sandbox, new EndpointConfig { Name = "e" }).AsTask();
        (await other.Should().ThrowAsync<NetworkException>()).WithMessage("container sharing network namespace with another container or host cannot be*", "row C-178");
        var own = await engine.SandboxAsync("own");
        var wrong = () => hostNetwork.ConnectAsync(own, new EndpointConfig { Name = "e2" }).AsTask();
        await wrong.Should().ThrowAsync<NetworkException>();

        using var key = NetworkNamespace.Open(sandbox.Key);
        key.Id.Should().Be(engine.Host.Namespace.Id);
        await sandbox.DeleteAsync();
        engine.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task A_controller_without_a_data_root_removes_all_it_made()
    {
        await using var engine = await EngineHost.StartAsync(persistent: false);
        var network = await engine.NetworkAsync("net");
        await network.ConnectAsync(await engine.SandboxAsync("web"), new EndpointConfig { Name = "web" });
        await network.CreateEndpointAsync(new EndpointConfig { Name = "spare" });
        await engine.Controller.DisposeAsync();
        engine.Host.AssertNothingLeft();
    }

    [Fact]
    public async Task Two_controllers_never_share_an_exec_root()
    {
        await using var engine = await EngineHost.StartAsync();
        var second = () => NetworkController.StartAsync(new NetworkControllerOptions { ExecRoot = engine.Host.ExecRoot, HostNamespace = engine.Host.Namespace }).AsTask();
        (await second.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
    }
}
