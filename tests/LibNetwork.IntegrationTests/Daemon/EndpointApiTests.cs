using System.Net;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>The routes for endpoints and sandboxes.</summary>
public sealed class EndpointApiTests
{
    [Fact]
    public async Task An_endpoint_is_created_joined_left_and_removed()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app", Labels = new Dictionary<string, string> { ["tier"] = "front" } });
        var id = (await host.Client.CreateEndpointAsync(new EndpointCreateRequest
        {
            Network = "web",
            Name = "db",
            EndpointConfig = new EndpointSettings { Aliases = ["store"], GatewayPriority = 3 },
        })).Id;

        var created = await host.Client.InspectEndpointAsync("db");
        created.Id.Should().Be(id);
        (created.Network, created.Sandbox, created.InterfaceName, created.GatewayPriority).Should().Be(("web", "", "", 3));
        created.Aliases.Should().Equal("store");
        created.IPv4Address.Should().EndWith("/16");

        await host.Client.JoinAsync("db", new EndpointJoinRequest { Sandbox = "app" });
        var joined = await host.Client.InspectEndpointAsync(id[..12]);
        (joined.Sandbox, joined.InterfaceName, joined.IPv4Address).Should().Be(("app", "eth0", created.IPv4Address));
        joined.MacAddress.Should().MatchRegex("^([0-9a-f]{2}:){5}[0-9a-f]{2}$");
        var sandbox = await host.Client.InspectSandboxAsync("app");
        sandbox.Endpoints.Should().ContainSingle().Which.Should().BeEquivalentTo(joined);
        sandbox.Labels.Should().Contain("tier", "front");
        (await host.Client.ListSandboxesAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(sandbox);

        (await host.RefusedAsync("DELETE", "/endpoints/db")).Status.Should().Be(HttpStatusCode.Forbidden);
        await host.Client.LeaveAsync("db", new EndpointLeaveRequest());
        (await host.Client.InspectEndpointAsync("db")).Sandbox.Should().BeEmpty();
        await host.Client.DeleteEndpointAsync("db");
        (await host.Client.ListEndpointsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Leaving_needs_no_body_and_force_makes_leaving_nothing_a_success()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" });
        await host.Client.ConnectAsync("web", new NetworkConnectRequest { Container = "app" });

        (await host.SendAsync("POST", "/endpoints/app/leave")).Should().Be((HttpStatusCode.OK, ""));
        (await host.RefusedAsync("POST", "/endpoints/app/leave")).Should().Be((HttpStatusCode.Forbidden, "cannot leave endpoint with no attached sandbox"));
        (await host.SendAsync("POST", "/endpoints/app/leave", """{"Force":true}""")).Should().Be((HttpStatusCode.OK, ""));
    }

    [Fact]
    public async Task Removing_a_joined_endpoint_by_force_takes_it_out_of_the_sandbox()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" });
        await host.Client.ConnectAsync("web", new NetworkConnectRequest { Container = "app" });

        await host.Client.DeleteEndpointAsync("app", force: true);

        (await host.Client.InspectSandboxAsync("app")).Endpoints.Should().BeEmpty();
    }

    [Fact]
    public async Task Removing_a_sandbox_removes_its_endpoints_and_its_namespace()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" });
        await host.Client.ConnectAsync("web", new NetworkConnectRequest { Container = "app" });

        await host.Client.DeleteSandboxAsync("app");

        (await host.Client.ListEndpointsAsync()).Should().BeEmpty();
        host.Host.PinsInExecRoot().Should().BeEmpty();
        (await host.RefusedAsync("DELETE", "/sandboxes/app")).Should().Be((HttpStatusCode.NotFound, "sandbox app not found"));
        (await host.SendAsync("DELETE", "/sandboxes/app?force=true")).Status.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Endpoints_are_listed_of_one_network_or_of_all()
    {
        await using var host = await DaemonHost.StartAsync();
        foreach (var network in new[] { "web", "db" })
        {
            await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = network });
            await host.Client.CreateEndpointAsync(new EndpointCreateRequest { Network = network, Name = "one" });
        }

        (await host.Client.ListEndpointsAsync()).Should().HaveCount(2);
        (await host.Client.ListEndpointsAsync("db")).Should().ContainSingle().Which.Network.Should().Be("db");
        (await host.RefusedAsync("GET", "/endpoints?network=nope")).Should().Be((HttpStatusCode.NotFound, "network nope not found"));
        (await host.RefusedAsync("GET", "/endpoints/one")).Status.Should().Be(HttpStatusCode.BadRequest, "two networks have an endpoint of this name");
    }
}
