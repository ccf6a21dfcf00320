using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Tests.Serving;

namespace LibNetwork.Tests.Engine;

/// <summary>An endpoint that comes back has the addresses it had, as long as nobody else needs them.</summary>
public sealed class AddressMemoryTests
{
    [Fact]
    public async Task Endpoints_that_come_back_in_another_order_have_their_own_addresses_again()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24", "fd00:7::/64");
        var before = new Dictionary<string, string>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            before[name] = Text(await CreateAsync(web, name));
        }

        foreach (var endpoint in web.Endpoints)
        {
            await endpoint.DeleteAsync();
        }

        (await CreateAsync(web, "new")).Address.ToString().Should().Be("10.7.0.5/24", "what others had is not needed");
        foreach (var name in new[] { "c", "a", "b" })
        {
            Text(await CreateAsync(web, name)).Should().Be(before[name]);
        }
    }

    [Fact]
    public async Task What_they_had_survives_a_restart_and_a_kill()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        await CreateAsync(web, "a");
        var b = Text(await CreateAsync(web, "b"));
        foreach (var endpoint in web.Endpoints)
        {
            await endpoint.DeleteAsync();
        }

        await bench.RestartAsync();
        bench.Findings.Should().BeEmpty();
        web = bench.Controller.GetNetwork("web");
        web.Endpoints.Should().BeEmpty();
        (await CreateAsync(web, "new")).Address.ToString().Should().Be("10.7.0.4/24");
        Text(await CreateAsync(web, "b")).Should().Be(b);
    }

    [Fact]
    public async Task A_sandbox_that_did_not_outlive_the_machine_comes_back_to_its_address()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        await web.ConnectAsync(bench.Sandbox("a"), new EndpointConfig { Name = "a" });
        var b = Text(await web.ConnectAsync(bench.Sandbox("b"), new EndpointConfig { Name = "b" }));
        await bench.RestartAsync(); // no sandbox outlives it

        web = bench.Controller.GetNetwork("web");
        Text(await web.ConnectAsync(bench.Sandbox("b"), new EndpointConfig { Name = "b" })).Should().Be(b);
    }

    [Fact]
    public async Task A_deleted_sandbox_comes_back_to_its_address()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        var a = bench.Sandbox("a");
        var address = Text(await web.ConnectAsync(a, new EndpointConfig { Name = "a" }));
        await a.DeleteAsync();
        await CreateAsync(web, "other");
        Text(await web.ConnectAsync(bench.Sandbox("a"), new EndpointConfig { Name = "a" })).Should().Be(address);
    }

    [Fact]
    public async Task A_pool_is_never_exhausted_by_what_is_remembered_and_the_longest_gone_gives_way_first()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/29"); // five endpoints beside the gateway
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await CreateAsync(web, name);
        }

        foreach (var name in new[] { "d", "b", "a" })
        {
            await web.Endpoints.Single(endpoint => endpoint.Name == name).DeleteAsync();
        }

        (await CreateAsync(web, "x")).Address.ToString().Should().Be("10.7.0.5/29", "d is gone longest");
        (await CreateAsync(web, "a")).Address.ToString().Should().Be("10.7.0.2/29");
        (await CreateAsync(web, "d")).Address.ToString().Should().Be("10.7.0.3/29", "its own is somebody else's, and this is the last there is");
        (await CreateAsync(web, "b", expectFailure: true)).Should().BeNull();
        var status = (await web.GetPoolStatusAsync()).Single().Status;
        status.Should().Be(new PoolStatus(8, 0));
    }

    [Fact]
    public async Task A_resting_address_counts_as_free_and_may_be_asked_for_by_name()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        var free = (await web.GetPoolStatusAsync()).Single().Status;
        await (await CreateAsync(web, "a")).DeleteAsync();
        (await web.GetPoolStatusAsync()).Single().Status.Should().Be(free);

        var fixedAddress = await web.CreateEndpointAsync(new EndpointConfig { Name = "b", IPv4Address = IPAddress.Parse("10.7.0.2") });
        fixedAddress.Address.ToString().Should().Be("10.7.0.2/24");
        (await CreateAsync(web, "a")).Address.ToString().Should().Be("10.7.0.3/24");
        await fixedAddress.DeleteAsync();
        (await CreateAsync(web, "c")).Address.ToString().Should().Be("10.7.0.4/24", "a has another address now, and b is remembered");
    }

    [Fact]
    public async Task Another_MAC_address_is_somebody_else_and_the_same_is_not()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        var (one, other) = (PhysicalAddress.Parse("02-00-00-00-00-01"), PhysicalAddress.Parse("02-00-00-00-00-02"));
        await (await web.CreateEndpointAsync(new EndpointConfig { Name = "a", MacAddress = one })).DeleteAsync();

        var again = await web.CreateEndpointAsync(new EndpointConfig { Name = "a", MacAddress = one });
        again.Address.ToString().Should().Be("10.7.0.2/24");
        await again.DeleteAsync();
        var else1 = await web.CreateEndpointAsync(new EndpointConfig { Name = "a", MacAddress = other });
        else1.Address.ToString().Should().Be("10.7.0.3/24");
        (await CreateAsync(web, "b")).Address.ToString().Should().Be("10.7.0.2/24", "the name has somebody else now, so the other is forgotten");
    }

    [Fact]
    public async Task One_that_could_not_be_made_is_still_remembered()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        await (await CreateAsync(web, "a")).DeleteAsync();
        bench.Driver.Refuse = "CreateEndpoint";
        await web.CreateEndpointAsync(new EndpointConfig { Name = "a" }).FailsAsync();
        bench.Driver.Refuse = "";

        (await CreateAsync(web, "b")).Address.ToString().Should().Be("10.7.0.3/24");
        (await CreateAsync(web, "a")).Address.ToString().Should().Be("10.7.0.2/24");
        bench.Machine.Disk.Count.Should().Be(3, "a network and two endpoints: nobody is remembered");
    }

    [Fact]
    public async Task A_network_remembers_a_limited_number_and_forgets_with_its_end()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/16");
        for (var i = 0; i < AddressMemory.Capacity + 10; i++)
        {
            await (await CreateAsync(web, $"e{i}")).DeleteAsync();
        }

        bench.Machine.Disk.Count.Should().Be(AddressMemory.Capacity + 1);
        (await CreateAsync(web, "new")).Address.ToString().Should().Be("10.7.0.11/16", "the ten who left first are forgotten, and nine of their addresses rest for others by now");
        await web.Endpoints.Single().DeleteAsync();
        await web.DeleteAsync();
        bench.Machine.Disk.Count.Should().Be(0);
    }

    [Fact]
    public async Task Killed_anywhere_it_is_remembered_once_or_there()
    {
        for (var step = 1; ; step++)
        {
            await using var bench = await EngineBench.StartAsync();
            var web = await bench.NetworkAsync("web", "10.7.0.0/24");
            await CreateAsync(web, "first");
            bench.Machine.KillAt = bench.Machine.Steps + step;
            var done = false;
            try
            {
                await (await CreateAsync(web, "a")).DeleteAsync();
                await (await CreateAsync(web, "a")).DeleteAsync();
                done = true;
                bench.Machine.KillAt = 0;
            }
            catch (ProcessKilledException)
            {
                await bench.RestartAsync();
                web = bench.Controller.GetNetwork("web");
            }

            var there = web.Endpoints.FirstOrDefault(endpoint => endpoint.Name == "a") ?? await CreateAsync(web, "a");
            there.Address.ToString().Should().Be("10.7.0.3/24", "step {0}", step);
            bench.Machine.Disk.Count.Should().Be(3, "step {0}: nothing is remembered twice", step);
            if (done)
            {
                break;
            }
        }
    }

    private static async Task<Endpoint> CreateAsync(Network network, string name, bool expectFailure = false)
    {
        try
        {
            return await network.CreateEndpointAsync(new EndpointConfig { Name = name });
        }
        catch (NetworkException full) when (expectFailure && full.Kind == ErrorKind.Unavailable)
        {
            return null!;
        }
    }

    private static string Text(Endpoint endpoint) => $"{endpoint.Address} {endpoint.AddressIPv6}";
}
