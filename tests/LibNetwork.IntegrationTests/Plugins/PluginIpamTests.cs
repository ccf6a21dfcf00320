using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>Addresses from an IPAM driver in another process, which keeps nothing when it dies (B.7).</summary>
public sealed class PluginIpamTests
{
    [Fact] // B-082 to B-089
    public async Task Pools_and_addresses_come_from_the_plugin_and_go_back_to_it()
    {
        await using var host = await PluginHost.StartAsync();
        var network = await host.NetworkAsync("net", "bridge", subnet: "", ipam: "raw");
        var data = network.IPv4Data.Should().ContainSingle().Subject;
        (data.AddressSpace, data.Pool!.Value.ToString(), data.Gateway!.Value.ToString()).Should().Be(("raw", "10.77.0.0/24", "10.77.0.1/24"));
        var one = await host.ConnectAsync("net", "one");
        one.Address!.Value.ToString().Should().Be("10.77.0.2/24");
        await host.ConnectAsync("net", "two");
        host.Reaches("one", "two").Should().BeTrue();

        var wanted = async () => await network.CreateEndpointAsync(new EndpointConfig { Name = "x", IPv4Address = one.Address.Value.Address });
        (await wanted.Should().ThrowAsync<NetworkException>()).Which.Message.Should().Be("address 10.77.0.2 on network net: remote: Address already in use");
        await host.DeleteAllAsync();
        host.Plugin.ForgetCalls();
        (await host.NetworkAsync("net", "bridge", subnet: "", ipam: "raw")).IPv4Data[0].Pool!.Value.ToString().Should().Be("10.77.0.0/24");
    }

    [Fact] // B-088: the host has a route into the first pool.
    public async Task A_pool_that_overlaps_the_hosts_networks_is_passed_over()
    {
        await using var host = await PluginHost.StartAsync();
        host.Host.Run("ip link add host0 type veth peer name host1 && ip address add 10.77.0.9/24 dev host0 && ip link set host0 up");
        var network = await host.NetworkAsync("net", "bridge", subnet: "", ipam: "raw");
        network.IPv4Data[0].Pool!.Value.ToString().Should().Be("10.77.1.0/24");
        host.Plugin.Calls.Where(call => call.Contains("Pool")).Should().Equal("IpamDriver.RequestPool", "IpamDriver.RequestPool", "IpamDriver.ReleasePool");
        host.Host.Run("ip link delete host0");
        await host.DeleteAllAsync();
    }

    [Fact] // B-086
    public async Task A_plugin_that_restarts_is_told_what_it_had_handed_out_before_it_hands_out_more()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net", "bridge", subnet: "", ipam: "raw");
        await host.ConnectAsync("net", "one");
        host.Plugin.Kill();
        var connecting = host.ConnectAsync("net", "two");
        await PluginHost.EventuallyAsync(() => host.Controller.ListPlugins()[0].State == PluginState.Failing, "it is noticed");
        await host.Plugin.StartAsync();
        host.Plugin.ForgetCalls();
        try
        {
            await connecting;
        }
        catch (NetworkException)
        {
            // This call went to the plugin before anybody knew that it had forgotten all.
        }

        await host.ConnectAsync("net", "three");
        host.Controller.Endpoints.Select(endpoint => endpoint.Address).Should().OnlyHaveUniqueItems().And.NotContain(address => address == null);
        host.Controller.GetEndpoint("one").Address!.Value.ToString().Should().Be("10.77.0.2/24");
        host.Controller.GetEndpoint("three").Address!.Value.ToString().Should().NotBe("10.77.0.1/24", "that is the gateway's");
        await host.DeleteAllAsync();
    }

    [Fact] // B-086
    public async Task An_engine_that_restarts_while_the_plugin_is_down_replays_when_it_is_back()
    {
        await using var host = await PluginHost.StartAsync();
        await host.NetworkAsync("net", "bridge", subnet: "", ipam: "raw");
        await host.ConnectAsync("net", "one");
        await host.RestartAsync(between: host.Plugin.Kill);
        host.Controller.Endpoints.Should().ContainSingle();
        host.Plugin.ForgetCalls();

        await host.Plugin.StartAsync();
        await PluginHost.EventuallyAsync(() => host.Plugin.Calls.Count(call => call == "IpamDriver.RequestAddress") == 2, "nobody needs to ask for it");
        host.Plugin.Calls.Should().Equal("Plugin.Activate", "IpamDriver.GetCapabilities", "IpamDriver.GetDefaultAddressSpaces",
            "IpamDriver.RequestPool", "IpamDriver.RequestAddress", "IpamDriver.RequestAddress");
        (await host.ConnectAsync("net", "two")).Address!.Value.ToString().Should().Be("10.77.0.3/24");
        host.Reaches("one", "two").Should().BeTrue();
        await host.DeleteAllAsync();
    }

    [Fact] // B-018, B-020
    public async Task An_IPAM_driver_that_is_nowhere_is_unknown()
    {
        await using var host = await PluginHost.StartAsync();
        (await PluginHost.RefusedAsync(async () => await host.NetworkAsync("net", "bridge", subnet: "", ipam: "blue"))).Message.Should().Be(
            "unknown ipam driver \"blue\": could not find plugin blue in v1 plugin registry: plugin not found");
        host.Controller.Networks.Should().BeEmpty();
    }
}
