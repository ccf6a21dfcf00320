using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>The engine restarts, with its plugin there or not (C-148, B-072).</summary>
public sealed class PluginRestartTests
{
    [Fact]
    public async Task An_engine_that_restarts_asks_the_plugin_for_nothing_and_goes_on_with_its_networks()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        await host.ConnectAsync("net", "one");
        host.Plugin.ForgetCalls();
        await host.RestartAsync();
        host.Plugin.Calls.Should().BeEmpty();
        host.Controller.StartReport.Should().BeEmpty();

        await host.ConnectAsync("net", "two");
        host.Reaches("one", "two").Should().BeTrue();
        host.Controller.GetEndpoint("two").Address.Should().NotBe(host.Controller.GetEndpoint("one").Address);
        await host.DeleteAllAsync();
    }

    [Fact]
    public async Task A_plugin_that_is_down_delays_no_start_and_loses_nothing()
    {
        // Attempts come after 0, 1 and 3 s: the deadline must fall between.
        await using var host = await PluginHost.StartAsync(TimeSpan.FromSeconds(5));
        await host.NetworkAsync("net");
        await host.ConnectAsync("net", "one");
        await host.ConnectAsync("net", "two");
        var endpoints = host.Controller.Endpoints.Select(endpoint => (endpoint.Id, endpoint.Address, endpoint.InterfaceName)).ToList();
        await host.RestartAsync(between: host.Plugin.Kill);

        host.Controller.Networks.Should().ContainSingle().Which.Scope.Should().Be(Scope.Local);
        host.Controller.Endpoints.Select(endpoint => (endpoint.Id, endpoint.Address, endpoint.InterfaceName)).Should().Equal(endpoints);
        host.Reaches("one", "two").Should().BeTrue();

        var join = await PluginHost.RefusedAsync(() => host.ConnectAsync("net", "three"));
        (join.Kind, join.Message).Should().Be((ErrorKind.Unavailable,
            $"plugin raw: Plugin.Activate: it cannot be reached at unix://{host.Plugin.Sockets}/raw.sock: Connection refused"));
        await host.Controller.GetSandbox("two").DeleteAsync();
        var kept = host.Controller.GetEndpoint("two");
        kept.Sandbox.Should().BeNull("its driver still has it");
        (await PluginHost.RefusedAsync(async () => await kept.DeleteAsync())).Kind.Should().Be(ErrorKind.Unavailable);

        await host.Plugin.StartAsync();
        await kept.DeleteAsync();
        await host.ConnectAsync("net", "three");
        host.Reaches("three", "one").Should().BeTrue(); // Which still remembers the MAC address that the address had before.
        await host.DeleteAllAsync();
    }

    [Fact] // B-071, B-072, K-051
    public async Task Who_is_the_way_out_is_known_after_a_restart()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        await host.ConnectAsync("net", "one");
        await host.RestartAsync();
        host.Plugin.ForgetCalls();

        await host.Controller.GetEndpoint("one").LeaveAsync();
        host.Plugin.Calls.Should().Equal("Plugin.Activate", "NetworkDriver.RevokeExternalConnectivity", "NetworkDriver.Leave");
        await host.DeleteAllAsync();
    }

    [Fact]
    public async Task What_was_in_flight_is_dealt_with_when_the_plugin_is_back()
    {
        await using var host = await PluginHost.StartAsync();
        var network = await host.NetworkAsync("net");
        var half = await host.NetworkAsync("half", subnet: "10.11.0.0/24");
        var creating = await network.CreateEndpointAsync(new EndpointConfig { Name = "creating" });
        var joining = await host.ConnectAsync("net", "joining");
        await host.RestartAsync(between: () =>
        {
            host.Plugin.Kill();
            using var store = SqliteRecordStore.Open(Path.Combine(host.Host.DataRoot, "dnet.db"));
            store.Commit(
            [
                new RecordChange(RecordKind.Network, half.Id, RecordJson.Write(half.Record with { State = RecordState.Creating }, RecordJson.Default.NetworkRecord)),
                Put(creating.Record with { State = RecordState.Creating }),
                Put(joining.Record with { Join = null }),
            ], durable: false);
        });

        host.Controller.Networks.Select(found => found.Name).Should().Equal("net", "half");
        host.Controller.Endpoints.Select(found => found.Name).Should().Equal("creating", "joining");
        (await PluginHost.RefusedAsync(async () => await host.Controller.GetEndpoint("creating").JoinAsync(host.Controller.GetSandbox("joining")))).Kind
            .Should().Be(ErrorKind.Conflict);

        await host.Plugin.StartAsync();
        await PluginHost.EventuallyAsync(() => host.Controller.Networks.Count == 1 && host.Controller.Endpoints.Count == 1
            && host.Controller.Endpoints[0].Record.SandboxId is null, "it is dealt with");
        var endpoint = host.Controller.GetEndpoint("joining");
        await endpoint.JoinAsync(host.Controller.GetSandbox("joining"));
        await host.RestartAsync();
        host.Controller.Endpoints.Select(found => (found.Name, found.InterfaceName)).Should().Equal(("joining", "eth0"));
        await host.DeleteAllAsync();
    }

    [Fact]
    public async Task A_missing_interface_is_made_again_when_the_plugin_is_back()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net");
        await host.ConnectAsync("net", "one");
        await host.ConnectAsync("net", "two");
        await host.RestartAsync(between: () =>
        {
            host.Plugin.Kill();
            host.Host.Run($"ip link delete {host.Host.LinkNames().First(name => name.StartsWith("rh", StringComparison.Ordinal))}");
        });
        (host.Reaches("one", "two") && host.Reaches("two", "one")).Should().BeFalse();
        await host.Plugin.StartAsync();
        await PluginHost.EventuallyAsync(() => host.Host.LinkNames().Count(name => name.StartsWith("rh", StringComparison.Ordinal)) == 2, "it joins again");
        await PluginHost.EventuallyAsync(() => host.Controller.Endpoints.All(endpoint => endpoint.InterfaceName == "eth0"), "it has joined again");
        await PluginHost.EventuallyAsync(() => host.Reaches("one", "two"), "its interface is programmed");
        await host.DeleteAllAsync();
    }

    [Fact]
    public async Task A_network_whose_plugin_is_gone_for_good_is_given_up_by_force()
    {
        await using var host = await PluginHost.StartAsync(TimeSpan.FromSeconds(1));
        var network = await host.NetworkAsync("net");
        await network.CreateEndpointAsync(new EndpointConfig { Name = "idle" });
        await host.ConnectAsync("net", "one");
        await host.RestartAsync(between: () =>
        {
            host.Plugin.Kill();
            File.Delete(Path.Combine(host.Plugin.Sockets, "raw.sock"));
        });
        host.Controller.StartReport.Should().Equal("network net: there is no plugin raw; it is left as it is until there is one");

        network = host.Controller.GetNetwork("net");
        (await PluginHost.RefusedAsync(async () => await network.DeleteAsync(force: true))).Kind.Should().Be(ErrorKind.Forbidden, "a sandbox is on it");
        await host.Controller.GetSandbox("one").DeleteAsync();
        (await PluginHost.RefusedAsync(async () => await network.DeleteAsync())).Kind.Should().Be(ErrorKind.Forbidden, "it has endpoints");
        var error = await PluginHost.RefusedAsync(async () => await network.Endpoints[0].DeleteAsync());
        (error.Kind, error.Message).Should().Be((ErrorKind.Unavailable,
            "plugin raw: NetworkDriver.DeleteEndpoint: could not find plugin raw in v1 plugin registry: plugin not found"));

        await network.DeleteAsync(force: true);
        host.Controller.Endpoints.Should().BeEmpty();
        await host.RestartAsync();
        host.Controller.Networks.Should().BeEmpty();
        await host.NetworkAsync("bridged", "bridge"); // Its pool is free.
    }

    private static RecordChange Put(EndpointRecord record) =>
        new(RecordKind.Endpoint, record.Id, RecordJson.Write(record, RecordJson.Default.EndpointRecord));
}
