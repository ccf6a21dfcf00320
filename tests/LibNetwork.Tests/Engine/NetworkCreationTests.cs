using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Tests.Serving;

namespace LibNetwork.Tests.Engine;

/// <summary>How networks are made, and what is left when that fails (C-029 to C-039, C-046 to C-054, C-062 to C-069, C-171).</summary>
public sealed class NetworkCreationTests
{
    [Theory] // C-029, C-038
    [InlineData("")]
    [InlineData(" \t")]
    public async Task A_name_that_is_blank_is_refused(string name)
    {
        await using var bench = await EngineBench.StartAsync();
        (await bench.NetworkAsync(name).FailsAsync()).Should().Be((ErrorKind.InvalidParameter, "invalid name: name is empty"));
    }

    [Fact] // C-030, C-031
    public async Task A_network_has_64_hex_digits_its_drivers_scope_and_the_default_ipam()
    {
        await using var bench = await EngineBench.StartAsync();
        var local = await bench.NetworkAsync("local");
        var wide = await bench.Controller.CreateNetworkAsync(EngineBench.Config("wide") with { Driver = "wide" });

        local.Id.Should().MatchRegex("^[0-9a-f]{64}$");
        (local.Scope, wide.Scope, local.Config.IpamDriver).Should().Be((Scope.Local, Scope.Global, "default"));
        local.IPv4Data.Single().AddressSpace.Should().Be("LocalDefault"); // C-069
        wide.IPv4Data.Single().AddressSpace.Should().Be("GlobalDefault");
        wide.IPv4Data.Single().Pool!.Value.ToString().Should().Be("10.0.0.0/24"); // E-027
    }

    [Fact] // C-036, C-039
    public async Task Of_two_networks_of_one_name_the_second_is_a_conflict_even_at_the_same_moment()
    {
        await using var bench = await EngineBench.StartAsync();
        var going = new TaskCompletionSource();
        bench.Driver.WhileCreating = () => going.Task;
        var first = bench.NetworkAsync("web").AsTask();

        (await bench.NetworkAsync("web").FailsAsync()).Should().Be((ErrorKind.Conflict, "network with name web already exists"));
        (await bench.Controller.CreateNetworkAsync(EngineBench.Config("web") with { Driver = "wide" }).FailsAsync()).Kind.Should().Be(ErrorKind.Conflict);
        going.SetResult();
        await first;
        bench.Controller.Networks.Should().ContainSingle();
    }

    [Theory] // C-046 to C-048
    [InlineData(Scope.Local, "cannot downgrade network scope for wide networks")]
    [InlineData(Scope.Swarm, "cannot create a swarm scoped network when swarm is not active")]
    public async Task A_scope_that_cannot_be_is_forbidden(Scope scope, string message)
    {
        await using var bench = await EngineBench.StartAsync();
        var config = EngineBench.Config("web") with { Driver = "wide", Scope = scope };
        (await bench.Controller.CreateNetworkAsync(config).FailsAsync()).Should().Be((ErrorKind.Forbidden, message));
        bench.Wide.Calls.Should().BeEmpty();
    }

    [Fact] // C-046: above the driver's
    public async Task A_global_network_of_a_local_driver_has_its_addresses_from_the_global_space()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.Controller.CreateNetworkAsync(EngineBench.Config("web") with { Scope = Scope.Global });
        web.Scope.Should().Be(Scope.Global);
        web.IPv4Data.Single().Pool!.Value.ToString().Should().Be("10.0.0.0/24");
        await bench.RestartAsync();
        bench.Controller.GetNetwork("web").Scope.Should().Be(Scope.Global);
        (await bench.Controller.CreateNetworkAsync(EngineBench.Config("next") with { Scope = Scope.Global })).IPv4Data.Single().Pool!.Value.ToString()
            .Should().Be("10.0.1.0/24", "the first is taken again after the restart");
    }

    [Fact]
    public async Task An_unknown_driver_or_ipam_driver_is_not_found()
    {
        await using var bench = await EngineBench.StartAsync();
        (await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "a", Driver = "nope" }).FailsAsync()).Should().Be((ErrorKind.NotFound, "unknown driver \"nope\""));
        (await bench.Controller.CreateNetworkAsync(EngineBench.Config("a") with { IpamDriver = "nope" }).FailsAsync())
            .Should().Be((ErrorKind.NotFound, "unknown ipam driver \"nope\""));
        bench.Controller.Networks.Should().BeEmpty();
    }

    [Fact] // C-062
    public async Task A_network_of_the_null_driver_has_no_addresses()
    {
        await using var bench = await EngineBench.StartAsync();
        var none = await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "none", Driver = "null" });
        (none.IPv4Data.Count, none.IPv6Data.Count).Should().Be((0, 0));
        (await none.DeleteAsync().FailsAsync()).Should().Be((ErrorKind.Forbidden, "network of type \"null\" cannot be deleted")); // C-061
        bench.Controller.Networks.Should().ContainSingle();
    }

    [Fact] // C-064, C-066, C-067: several pools of a family
    public async Task A_network_may_have_several_pools_of_a_family_each_with_its_gateway()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/30", "10.8.0.0/24", "fd00:7::/64", "fd00:8::/64");

        web.IPv4Data.Select(pool => pool.Gateway.ToString()).Should().Equal("10.7.0.1/30", "10.8.0.1/24");
        web.IPv6Data.Select(pool => pool.Pool.ToString()).Should().Equal("fd00:7::/64", "fd00:8::/64");
        web.IPv6Data.Should().OnlyContain(pool => pool.Gateway == null, "this driver wants none"); // C-052
        var addresses = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            addresses.Add((await web.CreateEndpointAsync(new EndpointConfig { Name = $"e{i}" })).Address!.Value.ToString());
        }

        addresses.Should().Equal("10.7.0.2/30", "10.8.0.2/24", "10.8.0.3/24"); // C-074
    }

    [Fact] // C-066
    public async Task A_gateway_may_lie_outside_the_range_and_an_auxiliary_address_too()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.Controller.CreateNetworkAsync(WithPool("10.7.0.0/24", range: "10.7.0.64/26", gateway: "10.7.0.254", aux: "10.7.0.200"));
        web.IPv4Data.Single().Gateway.ToString().Should().Be("10.7.0.254/24");
        (await web.CreateEndpointAsync(new EndpointConfig { Name = "a" })).Address.ToString().Should().Be("10.7.0.64/24");
        (await web.CreateEndpointAsync(new EndpointConfig { Name = "b", IPv4Address = IPAddress.Parse("10.7.0.200") }).FailsAsync())
            .Should().Be((ErrorKind.Forbidden, "address 10.7.0.200 on network web: Address already in use"));
        await bench.RestartAsync();
        (await bench.Controller.GetNetwork("web").CreateEndpointAsync(new EndpointConfig { Name = "b", IPv4Address = IPAddress.Parse("10.7.0.200") }).FailsAsync())
            .Kind.Should().Be(ErrorKind.Forbidden, "auxiliary addresses are taken again after a restart");
    }

    [Theory] // C-066, C-067, C-174
    [InlineData("10.7.0.1", "10.7.0.1", "failed to allocate secondary ip address (x:10.7.0.1) of network web: Address already in use")]
    [InlineData("10.7.0.0", "10.7.0.9", "failed to allocate gateway (10.7.0.0): Address already in use")]
    public async Task A_gateway_or_auxiliary_address_that_is_taken_undoes_the_network(string gateway, string aux, string message)
    {
        await using var bench = await EngineBench.StartAsync();
        (await bench.Controller.CreateNetworkAsync(WithPool("10.7.0.0/24", gateway: gateway, aux: aux)).FailsAsync()).Should().Be((ErrorKind.Forbidden, message));
        await bench.NetworkAsync("web", "10.7.0.0/24"); // all of it was given back
    }

    [Fact] // C-174
    public async Task All_that_is_wrong_with_the_pools_is_told_at_once()
    {
        await using var bench = await EngineBench.StartAsync();
        var error = await bench.Controller.CreateNetworkAsync(WithPool("10.7.0.9/24", range: "10.8.0.0/25", gateway: "10.9.0.1", aux: "fd00::1")).FailsAsync();
        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Split('\n').Should().Equal(
            "invalid network config:",
            "invalid subnet 10.7.0.9/24: it should be 10.7.0.0/24",
            "invalid ip-range 10.8.0.0/25: parent subnet 10.7.0.9/24 doesn't contain ip-range",
            "invalid gateway 10.9.0.1: parent subnet 10.7.0.9/24 doesn't contain it",
            "invalid auxiliary address x fd00::1: parent subnet is an IPv4 block");
    }

    [Fact] // C-032 to C-035, C-054
    public async Task A_driver_that_refuses_leaves_neither_pools_nor_a_record_nor_the_name_taken()
    {
        await using var bench = await EngineBench.StartAsync();
        bench.Driver.Refuse = "CreateNetwork";
        await bench.NetworkAsync("web", "10.7.0.0/24", "fd00:7::/64").FailsAsync();

        bench.Machine.Disk.Count.Should().Be(0);
        bench.Machine.Kernel.Should().BeEmpty();
        bench.Driver.Refuse = "";
        await bench.NetworkAsync("web", "10.7.0.0/24", "fd00:7::/64");
    }

    [Theory] // C-034
    [InlineData(0)] // the intent
    [InlineData(1)] // the network itself: its driver is told to delete what it made
    public async Task A_store_that_refuses_undoes_what_was_made(int after)
    {
        await using var bench = await EngineBench.StartAsync();
        bench.Machine.Disk.RefuseAfter = after;
        (await bench.NetworkAsync("web", "10.7.0.0/24").FailsAsync()).Kind.Should().Be(ErrorKind.Unavailable);

        bench.Machine.Kernel.Should().BeEmpty();
        bench.Machine.Disk.RefuseAfter = null;
        bench.Driver.Calls.Contains("DeleteNetwork").Should().Be(after == 1);
        await bench.NetworkAsync("web", "10.7.0.0/24");
    }

    [Fact] // C-054
    public async Task A_request_that_is_cancelled_is_undone_all_the_same()
    {
        await using var bench = await EngineBench.StartAsync();
        using var cancel = new CancellationTokenSource();
        bench.Driver.WhileCreating = async () =>
        {
            await cancel.CancelAsync();
            cancel.Token.ThrowIfCancellationRequested();
        };
        var create = () => bench.Controller.CreateNetworkAsync(EngineBench.Config("web", "10.7.0.0/24"), cancel.Token).AsTask();
        await create.Should().ThrowAsync<OperationCanceledException>();

        bench.Machine.Disk.Count.Should().Be(0);
        bench.Driver.WhileCreating = () => Task.CompletedTask;
        await bench.NetworkAsync("web", "10.7.0.0/24");
    }

    [Fact] // K-063's sibling for networks: wherever the process is killed, nothing is left and nothing is lost
    public async Task Killed_anywhere_a_network_is_there_whole_or_not_at_all()
    {
        var steps = await StepsAsync();
        for (var step = 1; step <= steps; step++)
        {
            await using var bench = await EngineBench.StartAsync();
            bench.Machine.KillAt = bench.Machine.Steps + step;
            var killed = () => bench.NetworkAsync("web", "10.7.0.0/24").AsTask();
            await killed.Should().ThrowAsync<ProcessKilledException>();

            await bench.RestartAsync();
            var networks = bench.Controller.Networks;
            bench.Machine.Kernel.Should().HaveCount(networks.Count, "step {0}", step);
            if (networks.Count == 0)
            {
                bench.Machine.Disk.Count.Should().Be(0, "step {0}", step);
                await bench.NetworkAsync("web", "10.7.0.0/24");
            }
        }
    }

    [Theory] // C-074: how many addresses there are, and who has them
    [InlineData("10.7.0.0/29", "", "10.7.0.3", "10.7.0.0/29 has 8 addresses: 4 of endpoints, 1 of the gateway, 1 auxiliary, 2 reserved")]
    [InlineData("10.7.0.0/24", "10.7.0.64/30", "10.7.0.65", "range 10.7.0.64/30 of 10.7.0.0/24 has 4 addresses: 2 of endpoints, 1 of the gateway, 1 auxiliary, 0 reserved")]
    [InlineData("10.7.0.0/31", "", "", "10.7.0.0/31 has 2 addresses: 1 of endpoints, 1 of the gateway, 0 auxiliary, 0 reserved")]
    public async Task A_network_without_a_free_address_says_who_has_them(string subnet, string range, string aux, string usage)
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.Controller.CreateNetworkAsync(WithPool(subnet, range, aux: aux));
        (ErrorKind Kind, string Message)? error = null;
        for (var i = 0; error is null; i++)
        {
            try
            {
                await web.CreateEndpointAsync(new EndpointConfig { Name = $"e{i}" });
            }
            catch (NetworkException full)
            {
                error = (full.Kind, full.Message);
            }
        }

        error.Should().Be((ErrorKind.Unavailable, $"no available IPv4 addresses on this network's address pools: web ({web.Id}): {usage}"));
    }

    [Fact] // C-171
    public async Task Options_of_a_driver_for_every_network_hold_where_the_network_says_nothing()
    {
        await using var bench = await EngineBench.StartAsync(bench => bench.DefaultNetworkOptions = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["fake"] = new Dictionary<string, string> { ["mtu"] = "1400", ["icc"] = "false" },
        });
        var web = await bench.Controller.CreateNetworkAsync(EngineBench.Config("web") with { DriverOptions = new Dictionary<string, string> { ["icc"] = "true" } });
        var wide = await bench.Controller.CreateNetworkAsync(EngineBench.Config("wide") with { Driver = "wide" });
        await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "plan", ConfigOnly = true });
        var planned = await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "planned", Driver = "fake", ConfigFrom = "plan" });

        web.Config.DriverOptions.Should().BeEquivalentTo(new Dictionary<string, string> { ["mtu"] = "1400", ["icc"] = "true" });
        wide.Config.DriverOptions.Should().BeEmpty();
        planned.Config.DriverOptions.Should().BeEmpty();
    }

    private static async Task<int> StepsAsync()
    {
        await using var bench = await EngineBench.StartAsync();
        var before = bench.Machine.Steps;
        await bench.NetworkAsync("web", "10.7.0.0/24");
        return bench.Machine.Steps - before;
    }

    private static NetworkConfig WithPool(string subnet, string range = "", string gateway = "", string aux = "") => EngineBench.Config("web") with
    {
        IpamPools =
        [
            new IpamPoolConfig
            {
                Subnet = subnet,
                IPRange = range,
                Gateway = gateway,
                AuxiliaryAddresses = aux.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["x"] = aux },
            },
        ],
    };
}
