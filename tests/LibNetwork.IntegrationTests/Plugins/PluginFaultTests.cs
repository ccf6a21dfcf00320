using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>A plugin that hangs, dies with a call, answers garbage or answers twice.</summary>
public sealed class PluginFaultTests
{
    private const string Join = "NetworkDriver.Join";

    [Fact]
    public async Task A_plugin_that_hangs_holds_up_its_own_network_alone()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        await host.NetworkAsync("other", "raw", "10.11.0.0/24");
        await host.NetworkAsync("bridged", "bridge", "10.10.0.0/24");
        host.Plugin.Tell("hang", Join);
        var hanging = host.ConnectAsync("net", "stuck");
        await host.Plugin.WaitForCallAsync(Join);

        for (var number = 0; number < 20; number++)
        {
            await host.ConnectAsync("bridged", $"b{number}");
            await host.ConnectAsync("other", $"o{number}");
        }

        hanging.IsCompleted.Should().BeFalse("all of that was done while the plugin hung");
        host.Plugin.Kill();
        await PluginHost.RefusedAsync(() => hanging);
    }

    [Fact]
    public async Task A_call_that_hangs_ends_at_its_deadline_and_is_taken_back()
    {
        await using var host = await PluginHost.StartAsync(TimeSpan.FromSeconds(2));
        await host.NetworkAsync("net");
        host.Plugin.Tell("hang", Join);
        var error = await PluginHost.RefusedAsync(() => host.ConnectAsync("net", "one"));
        (error.Message, error.Kind).Should().Be(($"plugin raw: {Join}: no answer within 2 s; rolled back", ErrorKind.Timeout));
        await AssertNothingIsLeftOfTheJoinAsync(host);
    }

    [Fact]
    public async Task A_plugin_that_hangs_altogether_is_known_to_and_is_used_again_when_it_wakes_up()
    {
        await using var host = await PluginHost.StartAsync(TimeSpan.FromSeconds(2));
        await host.NetworkAsync("net");
        await host.NetworkAsync("bridged", "bridge", "10.10.0.0/24");
        host.Plugin.Freeze();
        var first = await PluginHost.RefusedAsync(() => host.ConnectAsync("net", "one"));
        (first.Message, first.Kind).Should().Be(("plugin raw: NetworkDriver.CreateEndpoint: no answer within 2 s; failed to roll back: "
            + "plugin raw: NetworkDriver.DeleteEndpoint: the plugin is silent (no answer to NetworkDriver.CreateEndpoint within 2 s)", ErrorKind.Timeout));
        (await PluginHost.RefusedAsync(() => host.ConnectAsync("net", "one"))).Message.Should().StartWith(
            "plugin raw: NetworkDriver.CreateEndpoint: the plugin is silent (no answer to NetworkDriver.CreateEndpoint within 2 s)");
        host.Controller.ListPlugins()[0].State.Should().Be(PluginState.Failing);
        await host.ConnectAsync("bridged", "two");

        host.Plugin.Thaw();
        await PluginHost.EventuallyAsync(() => TryConnect(host), "it is used again");
        await host.DeleteAllAsync();
    }

    [Fact]
    public async Task A_plugin_that_dies_with_a_join_is_told_by_name_and_the_join_can_be_made_again()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        host.Plugin.Tell("die", Join);
        var connecting = host.ConnectAsync("net", "one");
        await PluginHost.EventuallyAsync(() => host.Controller.ListPlugins()[0].State == PluginState.Failing, "it is dead");
        await host.Plugin.StartAsync();
        var error = await PluginHost.RefusedAsync(() => connecting);
        error.Message.Should().StartWith($"plugin raw: {Join}: the connection broke off before the answer: ").And.EndWith("; rolled back");
        host.Plugin.Calls.Count(call => call == Join).Should().Be(1, "it may have been carried out");
        await AssertNothingIsLeftOfTheJoinAsync(host);
    }

    [Fact]
    public async Task Garbage_is_told_and_taken_back()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        host.Plugin.Tell("garbage", Join);
        (await PluginHost.RefusedAsync(() => host.ConnectAsync("net", "one"))).Message.Should()
            .StartWith($"plugin raw: {Join}: the answer is not the JSON that belongs to the call: ").And.EndWith("; rolled back");
        await AssertNothingIsLeftOfTheJoinAsync(host);

        host.Plugin.Tell("garbage", "NetworkDriver.CreateNetwork");
        (await PluginHost.RefusedAsync(async () => await host.NetworkAsync("second", subnet: "10.12.0.0/24"))).Message.Should()
            .StartWith("plugin raw: NetworkDriver.CreateNetwork: the answer is not the JSON").And.EndWith("; rolled back");
        host.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task An_answer_too_many_is_not_taken_for_the_next_calls()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        host.Plugin.Tell("twice", "NetworkDriver.CreateEndpoint");
        host.Plugin.Tell("twice", Join);
        (await host.ConnectAsync("net", "one")).InterfaceName.Should().Be("eth0");
        await host.ConnectAsync("net", "two");
        host.Reaches("one", "two").Should().BeTrue();
        await host.DeleteAllAsync();
    }

    private static bool TryConnect(PluginHost host)
    {
        try
        {
            host.ConnectAsync("net", "one").GetAwaiter().GetResult();
            return true;
        }
        catch (NetworkException)
        {
            return false;
        }
    }

    // Neither a link on the host nor anything in the sandbox, nor its address or name: the same join succeeds.
    private static async Task AssertNothingIsLeftOfTheJoinAsync(PluginHost host)
    {
        host.Host.LinkNames().Should().HaveCount(2, "the loopback and the network's bridge");
        host.Controller.Endpoints.Should().BeEmpty();
        var endpoint = await host.ConnectAsync("net", "one");
        (endpoint.Address!.Value.Address.ToString(), endpoint.InterfaceName).Should().Be(("10.9.0.2", "eth0"));
        await host.DeleteAllAsync();
    }
}
