using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>Networks through a driver in another process, as through one of this process.</summary>
public sealed class PluginNetworkTests
{
    [Fact]
    public async Task Sandboxes_on_a_plugins_network_reach_each_other_and_nothing_is_left_of_them()
    {
        await using var host = await PluginHost.StartAsync();
        var network = await host.NetworkAsync("net");
        (network.Scope, network.Config.Driver).Should().Be((Scope.Local, "raw"));
        var one = await host.ConnectAsync("net", "one");
        await host.ConnectAsync("net", "two");
        host.Reaches("one", "two").Should().BeTrue();
        (one.InterfaceName, one.Gateway!.ToString()).Should().Be(("eth0", "10.9.0.1"));
        host.Plugin.Calls.Should().Equal("Plugin.Activate", "NetworkDriver.GetCapabilities", "NetworkDriver.CreateNetwork",
            "NetworkDriver.CreateEndpoint", "NetworkDriver.Join", "NetworkDriver.ProgramExternalConnectivity",
            "NetworkDriver.CreateEndpoint", "NetworkDriver.Join", "NetworkDriver.ProgramExternalConnectivity");

        host.Plugin.ForgetCalls();
        await network.DisconnectAsync(host.Controller.GetSandbox("two"));
        host.Plugin.Calls.Should().Equal("NetworkDriver.RevokeExternalConnectivity", "NetworkDriver.Leave", "NetworkDriver.DeleteEndpoint");
        await host.DeleteAllAsync();
        host.Plugin.Calls[^1].Should().Be("NetworkDriver.DeleteNetwork");
    }

    [Fact]
    public async Task A_sandbox_is_on_a_plugins_network_and_a_bridge_at_once()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        await host.NetworkAsync("bridged", "bridge", "10.10.0.0/24");
        await host.ConnectAsync("bridged", "one");
        (await host.ConnectAsync("net", "two")).InterfaceName.Should().Be("eth0");
        var second = await host.Controller.GetNetwork("net").ConnectAsync(host.Controller.GetSandbox("one"), new EndpointConfig { Name = "second" });
        second.InterfaceName.Should().Be("eth1");
        host.Reaches("two", "second").Should().BeTrue();
        await host.DeleteAllAsync();
    }

    [Fact]
    public async Task Traffic_goes_on_while_the_plugin_is_dead_and_it_is_used_again_when_it_is_back()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        await host.ConnectAsync("net", "one");
        await host.ConnectAsync("net", "two");
        host.Plugin.Kill();
        host.Reaches("one", "two").Should().BeTrue();

        await host.Plugin.StartAsync();
        await host.ConnectAsync("net", "three");
        host.Reaches("three", "one").Should().BeTrue();
        await host.DeleteAllAsync();
    }

    [Fact]
    public async Task A_join_waits_for_a_plugin_that_is_being_restarted()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        await host.ConnectAsync("net", "one");
        host.Plugin.Kill();
        var connecting = host.ConnectAsync("net", "two");
        await PluginHost.EventuallyAsync(() => host.Controller.ListPlugins()[0].State == PluginState.Failing, "it is noticed");
        await host.Plugin.StartAsync();
        await connecting;
        host.Reaches("one", "two").Should().BeTrue();
    }

    [Fact] // A-091, B-020, B-035
    public async Task A_driver_that_is_nowhere_is_unknown_and_a_driver_that_refuses_is_heard()
    {
        await using var host = await PluginHost.StartAsync();
        var unknown = await PluginHost.RefusedAsync(async () => await host.NetworkAsync("net", "weave"));
        (unknown.Message, unknown.Kind).Should().Be(
            ("unknown driver \"weave\": could not find plugin weave in v1 plugin registry: plugin not found", ErrorKind.NotFound));
        (await PluginHost.RefusedAsync(async () => await host.NetworkAsync("net", refused: true))).Message.Should().Be("remote: this network is refused");
        host.Controller.Networks.Should().BeEmpty();
        host.Host.LinkNames().Should().Equal("lo");
        await host.NetworkAsync("net"); // Neither the name nor the pool stayed taken.
    }

    [Fact] // B-024
    public async Task Plugins_are_listed_with_how_they_do_and_looking_calls_none()
    {
        await using var host = await PluginHost.StartAsync();
        var address = $"unix://{host.Plugin.Sockets}/raw.sock";
        host.Controller.ListPlugins().Should().BeEquivalentTo([new PluginInfo { Name = "raw", Address = address }]);
        host.Plugin.Calls.Should().BeEmpty();

        (await host.Controller.ProbePluginsAsync()).Should().BeEquivalentTo(
            [new PluginInfo { Name = "raw", Address = address, State = PluginState.Active, Implements = ["NetworkDriver", "IpamDriver"] }]);
        host.Plugin.Kill();
        (await host.Controller.ProbePluginsAsync()).Single().Should().BeEquivalentTo(new
        {
            State = PluginState.Failing,
            Error = $"plugin raw: Plugin.Activate: it cannot be reached at {address}: Connection refused",
        });
    }
}
