using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Ipam.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Plugins;

/// <summary>The IPAM protocol (B.7, A-092).</summary>
public sealed class RemoteIpamTests : IAsyncLifetime
{
    private const string RequestPool = "IpamDriver.RequestPool";
    private const string ReleasePool = "IpamDriver.ReleasePool";
    private const string RequestAddress = "IpamDriver.RequestAddress";
    private readonly PluginBench _bench = new();
    private readonly IpamRegistry _registry = new();

    public async ValueTask InitializeAsync()
    {
        _bench.Raw.Answer("IpamDriver.GetDefaultAddressSpaces", """{"LocalDefaultAddressSpace":"here","GlobalDefaultAddressSpace":"everywhere"}""");
        _registry.Remotes = new RemoteIpams(_bench.Registry, NullLogger.Instance);
        await _registry.RegisterAsync("default", new DefaultIpamDriver());
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact] // B-075, B-076, A-091
    public async Task A_driver_is_found_by_name_with_what_it_said_of_itself()
    {
        _bench.Raw.Answer("IpamDriver.GetCapabilities", """{"RequiresMACAddress":true,"RequiresRequestReplay":true}""");
        var registration = await _registry.GetAsync("weave");
        (registration.Name, registration.Capability, registration.LocalAddressSpace, registration.GlobalAddressSpace, registration.Generation)
            .Should().Be(("weave", new IpamCapability(true, true), "here", "everywhere", 1));
        (await _registry.GetAsync("weave")).Should().BeSameAs(registration);
        _bench.Raw.Methods.Should().Equal("Plugin.Activate", "IpamDriver.GetCapabilities", "IpamDriver.GetDefaultAddressSpaces");
        _bench.Raw.Requests.Select(request => request.Body).Should().AllBe("", "row B-006");
    }

    [Theory] // B-013, B-075
    [InlineData(404, "404 page not found")]
    [InlineData(500, """{"Err":"what?"}""")]
    [InlineData(200, """{"Error":"what?"}""")]
    [InlineData(200, "null")]
    public async Task Without_capabilities_it_wants_nothing(int status, string body)
    {
        _bench.Raw.Answer("IpamDriver.GetCapabilities", RawAnswer.Json(body, status));
        (await _registry.GetAsync("weave")).Capability.Should().Be(new IpamCapability());
    }

    [Fact] // B-018, B-020
    public async Task A_name_without_a_plugin_is_unknown_and_says_why()
    {
        (await ErrorOfAsync(async () => await _registry.GetAsync("blue"))).Should().Be(
            ("unknown ipam driver \"blue\": could not find plugin blue in v1 plugin registry: plugin not found", ErrorKind.NotFound));
        _bench.Raw.Manifest = """{"Implements":["NetworkDriver"]}""";
        (await ErrorOfAsync(async () => await _registry.GetAsync("weave"))).Should().Be(
            ("unknown ipam driver \"weave\": Plugin does not implement the requested driver: plugin=\"weave\", requested implementation=\"IpamDriver\"", ErrorKind.NotFound));
    }

    [Fact]
    public async Task A_name_of_this_process_wins_over_a_plugins()
    {
        await using var raw = new RawPlugin("default");
        using var plugins = new LibNetwork.PluginClient.PluginRegistry(raw.Directories, PluginBench.CallTimeout, _bench.Clock, NullLogger.Instance);
        _registry.Remotes = new RemoteIpams(plugins, NullLogger.Instance);
        (await _registry.GetAsync("default")).Driver.Should().BeOfType<DefaultIpamDriver>();
        raw.Requests.Should().BeEmpty();
    }

    [Fact] // B-077, B-078, B-082
    public async Task A_pool_is_requested_and_released()
    {
        _bench.Raw.Answer(RequestPool, """{"PoolID":"p1","Pool":"10.5.0.0/16","Data":{"com.docker.network.gateway":"10.5.0.1/16"}}""");
        var ipam = (await _registry.GetAsync("weave")).Driver;
        var pool = await ipam.RequestPoolAsync(new PoolRequest
        {
            AddressSpace = "here",
            Pool = "10.5.0.0/16",
            SubPool = "10.5.1.0/24",
            Options = new Dictionary<string, string> { ["a"] = "b" },
        });
        (pool.PoolId, pool.Pool, pool.Data[NetLabel.Gateway]).Should().Be(("p1", IPNetwork.Parse("10.5.0.0/16"), "10.5.0.1/16"));
        _bench.Raw.Last(RequestPool).Body.Should().Be(
            """{"AddressSpace":"here","Pool":"10.5.0.0/16","SubPool":"10.5.1.0/24","Options":{"a":"b"},"V6":false}""");
        await ipam.ReleasePoolAsync("p1");
        _bench.Raw.Last(ReleasePool).Body.Should().Be("""{"PoolID":"p1"}""");
    }

    [Fact] // B-079, B-080, B-085
    public async Task An_address_is_requested_and_released()
    {
        _bench.Raw.Answer(RequestAddress, """{"Address":"10.5.0.7/16","Data":{"x":"y"}}""");
        var ipam = (await _registry.GetAsync("weave")).Driver;
        var any = await ipam.RequestAddressAsync("p1", preferred: null, new Dictionary<string, string> { [NetLabel.RequestAddressType] = NetLabel.Gateway });
        any.Address.Should().Be(CidrAddress.Parse("10.5.0.7/16"));
        any.Data.Should().Contain("x", "y");
        _bench.Raw.Last(RequestAddress).Body.Should().Be(
            """{"PoolID":"p1","Address":"","Options":{"RequestAddressType":"com.docker.network.gateway"}}""", "row B-083");
        await ipam.RequestAddressAsync("p1", IPAddress.Parse("10.5.0.7"));
        _bench.Raw.Last(RequestAddress).Body.Should().Be("""{"PoolID":"p1","Address":"10.5.0.7","Options":null}""");
        await ipam.ReleaseAddressAsync("p1", IPAddress.Parse("10.5.0.7"));
        _bench.Raw.Last("IpamDriver.ReleaseAddress").Body.Should().Be("""{"PoolID":"p1","Address":"10.5.0.7"}""");
    }

    [Theory] // B-085
    [InlineData("{}", "no address returned", ErrorKind.Unavailable)]
    [InlineData("""{"Address":"10.5.0.7"}""", "plugin weave: IpamDriver.RequestAddress: invalid CIDR address: 10.5.0.7", ErrorKind.Internal)]
    public async Task An_answer_without_an_address_is_an_error(string json, string text, ErrorKind kind)
    {
        _bench.Raw.Answer(RequestAddress, json);
        var ipam = (await _registry.GetAsync("weave")).Driver;
        (await ErrorOfAsync(async () => await ipam.RequestAddressAsync("p1", preferred: null))).Should().Be((text, kind));
    }

    [Theory] // B-081, E-008 to E-014
    [InlineData(200, """{"Error":"no available addresses on this pool"}""", IpamError.NoAvailableAddresses)]
    [InlineData(500, """{"Err":"No available addresses on this pool"}""", IpamError.NoAvailableAddresses)]
    [InlineData(503, """{"Err":"all gone"}""", IpamError.NoAvailableAddresses)]
    [InlineData(500, """{"Err":"weave: Requested address is out of range"}""", IpamError.AddressOutOfRange)]
    [InlineData(403, """{"Err":"Address already in use"}""", IpamError.AddressInUse)]
    public async Task An_error_of_address_management_is_known_as_one(int status, string body, IpamError error)
    {
        _bench.Raw.Answer(RequestAddress, RawAnswer.Json(body, status));
        var ipam = (await _registry.GetAsync("weave")).Driver;
        var request = async () => await ipam.RequestAddressAsync("p1", preferred: null);
        (await request.Should().ThrowAsync<IpamException>()).Which.Error.Should().Be(error);
    }

    [Fact]
    public async Task A_plugin_that_is_away_has_not_run_out_of_addresses()
    {
        var ipam = (await _registry.GetAsync("weave")).Driver;
        await _bench.Raw.KillAsync();
        var error = await _bench.FailureOfAsync(ipam.RequestAddressAsync("p1", preferred: null).AsTask());
        (error.Kind, error.IsUnreachable).Should().Be((ErrorKind.Unavailable, true));
    }

    [Fact] // B-087
    public async Task A_pool_that_is_no_network_is_an_error_and_given_back()
    {
        _bench.Raw.Answer(RequestPool, """{"PoolID":"p1","Pool":"nonsense"}""");
        var ipam = (await _registry.GetAsync("weave")).Driver;
        (await ErrorOfAsync(async () => await ipam.RequestPoolAsync(new PoolRequest { AddressSpace = "here" }))).Should().Be(
            ("plugin weave: IpamDriver.RequestPool: invalid CIDR address: nonsense", ErrorKind.Internal));
        _bench.Raw.Count(ReleasePool).Should().Be(1);
    }

    [Fact] // B-088
    public async Task Pools_that_overlap_the_hosts_networks_are_held_while_others_are_asked_for()
    {
        OfferPoolsInOrder();
        var ipam = (await _registry.GetAsync("weave")).Driver;
        var pool = await ipam.RequestPoolAsync(Automatic("here", "10.0.0.0/16", "10.1.2.3/32", "10.3.0.0/16"));
        pool.PoolId.Should().Be("p2");
        _bench.Raw.Methods.Skip(3).Should().Equal(RequestPool, RequestPool, RequestPool, ReleasePool, ReleasePool);
        _bench.Raw.Requests.Where(request => request.Method == ReleasePool).Select(request => request.Body)
            .Should().Equal("""{"PoolID":"p0"}""", """{"PoolID":"p1"}""");
    }

    [Fact] // B-088
    public async Task The_asking_for_other_pools_has_an_end_and_nothing_stays_taken()
    {
        OfferPoolsInOrder();
        var ipam = (await _registry.GetAsync("weave")).Driver;
        var (text, _) = await ErrorOfAsync(async () => await ipam.RequestPoolAsync(Automatic("here", "10.0.0.0/8")));
        text.Should().Be("plugin weave: IpamDriver.RequestPool: every pool it offers overlaps a network of the host, the last one was 10.63.0.0/16; name a subnet");
        _bench.Raw.Count(ReleasePool).Should().Be(_bench.Raw.Count(RequestPool)).And.Be(64);
    }

    [Fact] // B-088
    public async Task A_plugin_that_offers_the_same_pool_again_is_not_asked_for_ever()
    {
        _bench.Raw.Answer(RequestPool, """{"PoolID":"p0","Pool":"10.0.0.0/16"}""");
        var ipam = (await _registry.GetAsync("weave")).Driver;
        await ErrorOfAsync(async () => await ipam.RequestPoolAsync(Automatic("here", "10.0.0.0/8")));
        (_bench.Raw.Count(RequestPool), _bench.Raw.Count(ReleasePool)).Should().Be((2, 1));
    }

    [Theory] // B-088
    [InlineData("everywhere", "", "10.0.0.0/16")]
    [InlineData("here", "10.0.0.0/16", "10.0.0.0/16")]
    [InlineData("here", "", "0.0.0.0/0")]
    public async Task Overlaps_do_not_matter_for_the_cluster_for_a_pool_that_was_named_and_for_none(string space, string wanted, string offered)
    {
        _bench.Raw.Answer(RequestPool, $$"""{"PoolID":"p0","Pool":"{{offered}}"}""");
        var ipam = (await _registry.GetAsync("weave")).Driver;
        (await ipam.RequestPoolAsync(Automatic(space, "10.0.0.0/8") with { Pool = wanted })).PoolId.Should().Be("p0");
    }

    [Fact]
    public async Task A_restarted_plugin_has_a_new_generation_and_is_asked_anew()
    {
        await _registry.GetAsync("weave");
        await _bench.Raw.KillAsync();
        var away = async () => await (await _registry.GetAsync("weave")).Driver.ReleasePoolAsync("p");
        await _bench.FailureOfAsync(away());
        _bench.Raw.Start();
        (await _registry.GetAsync("weave")).Generation.Should().Be(2);
    }

    private void OfferPoolsInOrder()
    {
        var next = -1;
        _bench.Raw.Answers[RequestPool] = _ =>
        {
            var number = Interlocked.Increment(ref next);
            return RawAnswer.Json($$"""{"PoolID":"p{{number}}","Pool":"10.{{number}}.0.0/16"}""");
        };
    }

    private static PoolRequest Automatic(string space, params string[] exclude) =>
        new() { AddressSpace = space, Exclude = [.. exclude.Select(IPNetwork.Parse)] };

    private static async Task<(string Text, ErrorKind Kind)> ErrorOfAsync(Func<Task> call)
    {
        var error = (await call.Should().ThrowAsync<NetworkException>()).Which;
        return (error.Message, error.Kind);
    }
}
