using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

public sealed class JoinTests
{
    [Fact]
    public async Task An_interface_that_is_moved_in_has_its_name_MAC_addresses_and_routes()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/24", "fd07::/64");
        var sandbox = await engine.SandboxAsync("web");
        var endpoint = await network.ConnectAsync(sandbox, new EndpointConfig
        {
            Name = "web",
            IPv4Address = IPAddress.Parse("10.7.0.99"),
            MacAddress = PhysicalAddress.Parse("02-00-00-00-00-99"),
        });
        endpoint.InterfaceName.Should().Be("eth0");
        endpoint.Gateway.Should().Be(IPAddress.Parse("10.7.0.1"));

        using var inside = NetworkNamespace.Open(sandbox.Key);
        var link = TestHost.JsonIn(inside, "ip -j addr show eth0").EnumerateArray().Single();
        link.GetProperty("address").GetString().Should().Be("02:00:00:00:00:99");
        Addresses(link).Should().BeEquivalentTo("10.7.0.99/24", endpoint.AddressIPv6.ToString());
        DefaultRoutes(inside).Should().BeEquivalentTo("10.7.0.1 eth0", "fd07::1 eth0");
    }

    [Fact]
    public async Task Leaving_takes_the_interface_out_and_frees_its_name_and_the_endpoint_can_join_again()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net");
        var sandbox = await engine.SandboxAsync("web");
        var endpoint = await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
        var address = endpoint.Address;
        await endpoint.LeaveAsync();

        using var inside = NetworkNamespace.Open(sandbox.Key);
        LinkNames(inside).Should().Equal("lo");
        endpoint.Sandbox.Should().BeNull();
        engine.Host.LinkNames().Should().Equal("lo");

        await endpoint.JoinAsync(sandbox);
        endpoint.InterfaceName.Should().Be("eth0");
        endpoint.Address.Should().Be(address);
        LinkNames(inside).Should().Equal("lo", "eth0");
    }

    [Fact]
    public async Task The_gateway_is_chosen_by_priority_and_chosen_again_when_it_leaves()
    {
        await using var engine = await EngineHost.StartAsync();
        var low = await engine.NetworkAsync("a-low", "pair", "10.1.0.0/24");
        var high = await engine.NetworkAsync("b-high", "pair", "10.2.0.0/24", "fd02::/64");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        await low.ConnectAsync(sandbox, new EndpointConfig { Name = "low" });
        DefaultRoutes(inside).Should().BeEquivalentTo("10.1.0.1 eth0");

        engine.Driver.Calls.Clear();
        var winner = await high.ConnectAsync(sandbox, new EndpointConfig { Name = "high", GatewayPriority = 10 });
        DefaultRoutes(inside).Should().BeEquivalentTo("10.2.0.1 eth1", "fd02::1 eth1");
        engine.Driver.Calls.Where(call => call is "Program" or "Revoke").Should().HaveCount(2, "the former gateway is told, then the new one (row C-094)");
        sandbox.Endpoints[0].Should().BeSameAs(winner);

        await winner.DeleteAsync(force: true);
        DefaultRoutes(inside).Should().BeEquivalentTo("10.1.0.1 eth0");
    }

    [Theory]
    [InlineData("CreateEndpoint")]
    [InlineData("Join")]
    [InlineData("Program")]
    public async Task A_driver_that_fails_leaves_nothing_behind_and_everything_free(string call)
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/30");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        engine.Driver.FailAt = call;
        var connect = () => network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" }).AsTask();
        (await connect.Should().ThrowAsync<NetworkException>()).WithMessage($"{call} is refused");

        LinkNames(inside).Should().Equal("lo");
        engine.Host.LinkNames().Should().Equal("lo");
        network.Endpoints.Should().BeEmpty();
        sandbox.Endpoints.Should().BeEmpty();

        engine.Driver.FailAt = "";
        (await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" })).InterfaceName.Should().Be("eth0");
    }

    [Fact]
    public async Task A_kernel_that_refuses_inside_the_sandbox_rolls_the_join_back_and_the_old_gateway_stays()
    {
        await using var engine = await EngineHost.StartAsync();
        var first = await engine.NetworkAsync("first", "pair", "10.1.0.0/24");
        var second = await engine.NetworkAsync("second", "pair", "10.2.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        using var inside = NetworkNamespace.Open(sandbox.Key);
        await first.ConnectAsync(sandbox, new EndpointConfig { Name = "first" });
        TestHost.RunIn(inside, "ip link add blocker type bridge && ip link set blocker name eth1");

        var connect = () => second.ConnectAsync(sandbox, new EndpointConfig { Name = "second", GatewayPriority = 5 }).AsTask();
        (await connect.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain("eth1");
        second.Endpoints.Should().BeEmpty();
        sandbox.Endpoints.Should().ContainSingle();
        DefaultRoutes(inside).Should().BeEquivalentTo("10.1.0.1 eth0");

        TestHost.RunIn(inside, "ip link del eth1");
        (await second.ConnectAsync(sandbox, new EndpointConfig { Name = "second" })).InterfaceName.Should().Be("eth1");
    }

    [Fact]
    public async Task An_endpoint_takes_one_sandbox_and_a_joined_one_is_deleted_by_force_alone()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net");
        var one = await engine.SandboxAsync("one");
        var two = await engine.SandboxAsync("two");
        var endpoint = await network.ConnectAsync(one, new EndpointConfig { Name = "e" });

        (await Error(() => endpoint.JoinAsync(two))).Should().Be((ErrorKind.Forbidden, "another container is attached to the same network endpoint"), "row C-093");
        (await Error(() => endpoint.JoinAsync(one))).Should().Be((ErrorKind.InvalidParameter, "a container has already joined the endpoint"), "row A-051");
        (await Error(() => endpoint.DeleteAsync())).Should().Be((ErrorKind.Forbidden, $"endpoint with name e id {endpoint.Id} has active containers"), "row A-061");
        (await Error(() => network.DeleteAsync())).Should().Be((ErrorKind.Forbidden, $"network net has active endpoints (name:\"e\" id:\"{endpoint.Id[..12]}\")"), "row A-059");
        await endpoint.DeleteAsync(force: true);
        (await Error(() => endpoint.LeaveAsync())).Should().Be((ErrorKind.Forbidden, "cannot leave endpoint with no attached sandbox"), "row C-100");
        await network.DeleteAsync();
        engine.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task A_driver_that_refuses_a_delete_leaves_the_network_whole()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/24");
        engine.Driver.FailAt = "DeleteNetwork";
        (await Error(() => network.DeleteAsync())).Kind.Should().Be(ErrorKind.Forbidden);
        engine.Driver.FailAt = "";
        engine.Controller.GetNetwork("net").Should().BeSameAs(network, "row K-035");
        await network.ConnectAsync(await engine.SandboxAsync("web"), new EndpointConfig { Name = "web" });
        await engine.RestartAsync();
        engine.Controller.GetNetwork("net").IPv4Data.Single().Pool.Should().Be(CidrAddress.Parse("10.7.0.0/24"));
    }

    [Fact]
    public async Task An_address_is_given_back_when_the_other_family_has_none()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "pair", "10.7.0.0/29", "fd07::/126");
        var first = await network.CreateEndpointAsync(new EndpointConfig { Name = "first" });
        await network.CreateEndpointAsync(new EndpointConfig { Name = "second" });
        for (var i = 0; i < 5; i++)
        {
            (await Error(async () => await network.CreateEndpointAsync(new EndpointConfig { Name = "more" }))).Should().Be(
                (ErrorKind.Unavailable, $"no available IPv6 addresses on this network's address pools: net ({network.Id}): "
                    + "fd07::/126 has 4 addresses: 2 of endpoints, 1 of the gateway, 0 auxiliary, 1 reserved"), "row C-074");
        }

        await first.DeleteAsync();
        (await network.CreateEndpointAsync(new EndpointConfig { Name = "again" })).Address.ToString().Should().Be("10.7.0.4/29", "row K-027: the next one, after five that failed");
    }

    private static async Task<(ErrorKind Kind, string Message)> Error(Func<ValueTask> action)
    {
        var refused = await action.Invoking(a => a().AsTask()).Should().ThrowAsync<NetworkException>();
        return (refused.Which.Kind, refused.Which.Message);
    }

    private static List<string?> LinkNames(NetworkNamespace inside) =>
        [.. TestHost.JsonIn(inside, "ip -j link").EnumerateArray().Select(link => link.GetProperty("ifname").GetString())];

    private static IEnumerable<string> Addresses(JsonElement link) => link.GetProperty("addr_info").EnumerateArray()
        .Where(address => address.GetProperty("scope").GetString() == "global")
        .Select(address => $"{address.GetProperty("local").GetString()}/{address.GetProperty("prefixlen").GetInt32()}");

    private static IEnumerable<string> DefaultRoutes(NetworkNamespace inside) =>
        TestHost.JsonIn(inside, "ip -j -4 route show default").EnumerateArray()
            .Concat(TestHost.JsonIn(inside, "ip -j -6 route show default").EnumerateArray())
            .Select(route => $"{route.GetProperty("gateway").GetString()} {route.GetProperty("dev").GetString()}");
}
