using LibNetwork.DriverApi;
using LibNetwork.Tests.Serving;

namespace LibNetwork.Tests.Engine;

/// <summary>How networks go, and how unused ones are pruned (C-055 to C-061, I-084 to I-086).</summary>
public sealed class NetworkDeletionTests
{
    [Fact] // C-055, C-056
    public async Task A_network_with_endpoints_stays_and_names_them()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        var endpoint = await web.CreateEndpointAsync(new EndpointConfig { Name = "app" });

        (await web.DeleteAsync().FailsAsync()).Should().Be(
            (ErrorKind.Forbidden, $"network web has active endpoints (name:\"app\" id:\"{endpoint.Id[..12]}\")"));
        bench.Driver.Calls.Should().NotContain("DeleteNetwork");
        (await web.CreateEndpointAsync(new EndpointConfig { Name = "db" })).Address.Should().NotBeNull("the network is whole");
    }

    [Fact] // C-058, K-035
    public async Task A_driver_that_refuses_keeps_its_network_whole()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        bench.Driver.Refuse = "DeleteNetwork";
        await web.DeleteAsync().FailsAsync();

        (await bench.NetworkAsync("other", "10.7.0.0/24").FailsAsync()).Kind.Should().Be(ErrorKind.Forbidden, "its pool is still its own");
        (await web.CreateEndpointAsync(new EndpointConfig { Name = "app" })).Address.ToString().Should().Be("10.7.0.2/24");
        await bench.RestartAsync();
        bench.Controller.Networks.Single().Name.Should().Be("web");
        bench.Findings.Should().BeEmpty();
    }

    [Fact] // C-055
    public async Task The_driver_is_asked_before_the_pools_are_given_up_and_the_record_is_the_last_to_go()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        bench.Driver.Calls.Clear();
        await web.DeleteAsync();

        bench.Driver.Calls.Should().Equal("DeleteNetwork");
        bench.Machine.Disk.Count.Should().Be(0);
        await bench.NetworkAsync("web", "10.7.0.0/24"); // name and pool are free
    }

    [Fact] // C-057, C-059
    public async Task A_network_that_is_gone_is_not_found_and_cannot_be_deleted_again()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        await web.DeleteAsync();

        FluentActions.Invoking(() => bench.Controller.GetNetwork("web")).Should().Throw<NetworkException>().WithMessage("network web not found")
            .Which.Kind.Should().Be(ErrorKind.NotFound);
        (await web.DeleteAsync().FailsAsync()).Should().Be((ErrorKind.Conflict, "network web is being deleted"));
        (await web.CreateEndpointAsync(new EndpointConfig { Name = "app" }).FailsAsync()).Kind.Should().Be(ErrorKind.Conflict);
    }

    [Fact]
    public async Task Killed_anywhere_a_deletion_is_finished_or_was_never_begun()
    {
        for (var step = 1; ; step++)
        {
            await using var bench = await EngineBench.StartAsync();
            var web = await bench.NetworkAsync("web", "10.7.0.0/24");
            bench.Machine.KillAt = bench.Machine.Steps + step;
            try
            {
                await web.DeleteAsync();
                break;
            }
            catch (ProcessKilledException)
            {
                await bench.RestartAsync();
                bench.Machine.Kernel.Should().HaveCount(bench.Controller.Networks.Count, "step {0}", step);
                bench.Machine.Disk.Count.Should().Be(bench.Controller.Networks.Count, "step {0}", step);
            }
        }
    }

    [Fact] // C-060, I-086
    public async Task Pruning_removes_what_nobody_uses_and_keeps_configurations_and_what_cannot_go()
    {
        await using var bench = await EngineBench.StartAsync();
        await bench.NetworkAsync("one", "10.1.0.0/24");
        var used = await bench.NetworkAsync("used", "10.2.0.0/24");
        await used.CreateEndpointAsync(new EndpointConfig { Name = "app" });
        await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "plan", ConfigOnly = true });
        await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "none", Driver = "null" });
        await bench.NetworkAsync("two", "10.3.0.0/24");

        (await bench.Controller.PruneNetworksAsync()).Should().Equal("one", "two");
        bench.Controller.Networks.Select(network => network.Name).Should().Equal("used", "plan", "none");
        (await bench.Controller.PruneNetworksAsync()).Should().BeEmpty();
    }

    [Fact] // C-060
    public async Task Pruning_takes_what_is_chosen_and_goes_on_past_what_refuses()
    {
        await using var bench = await EngineBench.StartAsync();
        await bench.NetworkAsync("one", "10.1.0.0/24");
        await bench.Controller.CreateNetworkAsync(EngineBench.Config("wide", "10.2.0.0/24") with { Driver = "wide" });
        await bench.NetworkAsync("kept", "10.3.0.0/24");
        bench.Driver.Refuse = "DeleteNetwork";

        (await bench.Controller.PruneNetworksAsync(network => network.Name != "kept")).Should().Equal("wide");
        bench.Controller.Networks.Select(network => network.Name).Should().Equal("one", "kept");
    }

    [Fact] // I-085
    public async Task Only_one_prunes_at_a_time()
    {
        await using var bench = await EngineBench.StartAsync();
        await bench.NetworkAsync("one", "10.1.0.0/24");
        (ErrorKind, string)? second = null;
        await bench.Controller.PruneNetworksAsync(_ =>
        {
            second = bench.Controller.PruneNetworksAsync().FailsAsync().GetAwaiter().GetResult();
            return false;
        });
        second.Should().Be((ErrorKind.Conflict, "a prune operation is already running"));
        (await bench.Controller.PruneNetworksAsync()).Should().Equal("one");
    }
}
