using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Engine;

/// <summary>The networks that are there from the start (C-061, C-166 to C-169, C-175).</summary>
public sealed class PredefinedNetworkTests
{
    [Fact]
    public async Task A_library_makes_no_network_on_its_own_and_every_name_is_free()
    {
        await using var bench = await EngineBench.StartAsync();
        bench.Controller.Networks.Should().BeEmpty();
        foreach (var name in new[] { "bridge", "host", "none", "default" })
        {
            await (await bench.NetworkAsync(name)).DeleteAsync();
        }
    }

    [Fact] // C-167
    public async Task They_are_made_once_and_are_the_same_after_a_restart()
    {
        await using var bench = await StartAsync();
        bench.Controller.Networks.Select(network => (network.Name, network.Config.Driver, network.IsPredefined))
            .Should().BeEquivalentTo([("none", "null", true), ("host", "host", true), ("bridge", "bridge", true)]);
        bench.Controller.GetNetwork("bridge").Config.DriverOptions["com.docker.network.bridge.name"].Should().Be("dnet0");
        var ids = bench.Controller.Networks.Select(network => network.Id);
        bench.Machine.Disk.Durable.Should().BeEmpty("a start makes them again, so it waits for no disk");

        await bench.RestartAsync();
        bench.Controller.Networks.Select(network => network.Id).Should().BeEquivalentTo(ids);
        bench.Findings.Should().BeEmpty();
    }

    [Theory] // C-166
    [InlineData("bridge")]
    [InlineData("host")]
    [InlineData("none")]
    [InlineData("default")]
    public async Task Nobody_makes_one_of_their_names_nor_deletes_one(string name)
    {
        await using var bench = await StartAsync();
        (await bench.NetworkAsync(name).FailsAsync()).Should().Be((ErrorKind.Forbidden, $"operation is not permitted on predefined {name} network "));
        if (name != "default")
        {
            (await bench.Controller.GetNetwork(name).DeleteAsync(force: true).FailsAsync())
                .Should().Be((ErrorKind.Forbidden, $"{name} is a pre-defined network and cannot be removed"));
        }
    }

    [Fact] // C-060
    public async Task They_are_not_pruned()
    {
        await using var bench = await StartAsync();
        await bench.NetworkAsync("web", "10.7.0.0/24");
        (await bench.Controller.PruneNetworksAsync()).Should().Equal("web");
        bench.Controller.Networks.Should().HaveCount(3);
    }

    [Fact] // C-175
    public async Task Addresses_and_aliases_are_for_networks_of_the_users_own()
    {
        await using var bench = await StartAsync();
        var config = new EndpointConfig { Name = "a", IPv4Address = IPAddress.Parse("172.17.0.9"), Aliases = ["b"] };
        var error = await bench.Controller.GetNetwork("bridge").CreateEndpointAsync(config).FailsAsync();
        error.Should().Be((ErrorKind.InvalidParameter, "invalid endpoint settings:\n"
            + "user-specified IP address is supported on user-defined networks only\nnetwork-scoped aliases are only supported for user-defined networks"));
    }

    [Fact] // C-168
    public async Task Address_and_range_of_the_bridge_are_those_asked_for()
    {
        await using var bench = await StartAsync(new PredefinedNetworkOptions
        {
            BridgePools = [new IpamPoolConfig { Subnet = "10.5.0.0/16", Gateway = "10.5.0.1", IPRange = "10.5.1.0/24" }],
        });
        var bridge = bench.Controller.GetNetwork("bridge");
        bridge.IPv4Data.Single().Gateway.ToString().Should().Be("10.5.0.1/16");
        (await bridge.CreateEndpointAsync(new EndpointConfig { Name = "a" })).Address.ToString().Should().Be("10.5.1.0/16");
    }

    [Fact] // C-167: the stale default bridge is made anew
    public async Task A_bridge_with_other_settings_is_made_anew_unless_endpoints_are_on_it()
    {
        await using var bench = await StartAsync();
        var old = bench.Controller.GetNetwork("bridge").Id;
        bench.Predefined = new PredefinedNetworkOptions { Bridge = "lan0" };
        await bench.RestartAsync();
        var bridge = bench.Controller.GetNetwork("bridge");
        bridge.Id.Should().NotBe(old);
        await bridge.CreateEndpointAsync(new EndpointConfig { Name = "a" });

        bench.Predefined = new PredefinedNetworkOptions { Bridge = "lan1" };
        await bench.RestartAsync();
        bench.Controller.GetNetwork("bridge").Id.Should().Be(bridge.Id);
        bench.Findings.Should().Equal("network bridge: its settings have changed; it keeps the old ones while endpoints are on it");
    }

    [Fact] // C-169
    public async Task Without_a_bridge_there_is_no_network_bridge_and_the_old_one_goes()
    {
        await using var bench = await StartAsync();
        bench.Predefined = new PredefinedNetworkOptions { Bridge = "" };
        await bench.RestartAsync();
        bench.Controller.Networks.Select(network => network.Name).Should().BeEquivalentTo("none", "host");
    }

    [Fact]
    public async Task Switched_off_again_what_can_be_deleted_can_be_deleted()
    {
        await using var bench = await StartAsync();
        bench.Predefined = null;
        await bench.RestartAsync();
        bench.Controller.Networks.Should().OnlyContain(network => !network.IsPredefined);
        await bench.Controller.GetNetwork("bridge").DeleteAsync();
    }

    [Fact]
    public async Task A_network_of_somebodys_own_by_such_a_name_is_left_alone()
    {
        await using var bench = await EngineBench.StartAsync();
        var own = await bench.NetworkAsync("bridge", "10.7.0.0/24");
        bench.Predefined = new PredefinedNetworkOptions();
        await bench.RestartAsync();
        bench.Controller.GetNetwork("bridge").Id.Should().Be(own.Id);
        bench.Findings.Should().Equal("network bridge: there is one of that name that somebody made; it is left as it is");
        await bench.Controller.GetNetwork("bridge").DeleteAsync();
    }

    [Fact]
    public async Task One_that_cannot_be_made_is_told_and_stops_nothing()
    {
        await using var bench = await StartAsync(new PredefinedNetworkOptions(), refuse: "CreateNetwork");
        bench.Findings.Should().Equal("network bridge cannot be made: CreateNetwork is refused");
        bench.Controller.Networks.Select(network => network.Name).Should().BeEquivalentTo("none", "host");
    }

    private static Task<EngineBench> StartAsync(PredefinedNetworkOptions? options = null, string refuse = "") => EngineBench.StartAsync(bench =>
    {
        bench.Predefined = options ?? new PredefinedNetworkOptions();
        bench.RefuseBridge = refuse;
    });
}
