using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Plugins;

/// <summary>The proxy's requests and what it makes of good answers (B.5, B.6).</summary>
public sealed class RemoteDriverTests : IAsyncLifetime
{
    private readonly RemoteDriverBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory] // B-040, B-059
    [InlineData("""{"Scope":"local"}""", Scope.Local, Scope.Local)]
    [InlineData("""{"Scope":"global"}""", Scope.Global, Scope.Global)]
    [InlineData("""{"Scope":"local","ConnectivityScope":"global"}""", Scope.Local, Scope.Global)]
    [InlineData("""{"Scope":"global","ConnectivityScope":""}""", Scope.Global, Scope.Global)]
    public async Task It_is_what_it_says_it_is(string json, Scope data, Scope connectivity)
    {
        _bench.Raw.Answer("NetworkDriver.GetCapabilities", json);
        var (driver, capability) = await _bench.Drivers.FindAsync("weave", CancellationToken.None);
        (driver.Type, capability).Should().Be(("weave", new Capability(data, connectivity)), "row B-073");
        _bench.Raw.Last("NetworkDriver.GetCapabilities").Body.Should().BeEmpty();
    }

    [Theory] // B-059, K-037: the scope that is wrong is named.
    [InlineData("{}", "")]
    [InlineData("""{"Scope":""}""", "")]
    [InlineData("""{"Scope":"fake"}""", "fake")]
    [InlineData("""{"Scope":"swarm"}""", "swarm")]
    [InlineData("""{"Scope":"local","ConnectivityScope":"fake"}""", "fake")]
    public async Task A_scope_that_is_none_keeps_it_from_being_used(string json, string wrong)
    {
        _bench.Raw.Answer("NetworkDriver.GetCapabilities", json);
        var names = _bench.Drivers.Names.ToList();
        (await _bench.ErrorOfAsync(async () => await _bench.Drivers.FindAsync("weave", CancellationToken.None))).Message
            .Should().Be($"invalid capability: expecting 'local' or 'global', got {wrong}");
        _bench.Drivers.Names.Should().Equal(names, "row B-060");
    }

    [Fact] // B-013
    public async Task Without_GetCapabilities_it_is_no_network_driver()
    {
        _bench.Raw.Answer("NetworkDriver.GetCapabilities", RawAnswer.Json("404 page not found", 404));
        var error = await _bench.ErrorOfAsync(async () => await _bench.Drivers.FindAsync("weave", CancellationToken.None));
        (error.Message, error.Kind).Should().Be(("NetworkDriver.GetCapabilities: 404 page not found", ErrorKind.NotFound));
    }

    [Fact]
    public async Task A_restarted_plugin_says_anew_what_it_can_do()
    {
        (await _bench.Drivers.FindAsync("weave", CancellationToken.None)).Capability.DataScope.Should().Be(Scope.Local);
        await _bench.Drivers.FindAsync("weave", CancellationToken.None);
        _bench.Raw.Count("NetworkDriver.GetCapabilities").Should().Be(1);

        await _bench.Raw.KillAsync();
        await _bench.ErrorOfAsync(() => _bench.Bench.CreateAsync());
        _bench.Raw.Answer("NetworkDriver.GetCapabilities", """{"Scope":"global"}""");
        _bench.Raw.Start();
        (await _bench.Drivers.FindAsync("weave", CancellationToken.None)).Capability.DataScope.Should().Be(Scope.Global);
    }

    [Fact] // B-044, B-055, B-056
    public async Task A_network_is_created_with_options_and_pools_as_Docker_writes_them()
    {
        var options = new DriverOptions(
        [
            new(NetLabel.GenericData, new Dictionary<string, string>(StringComparer.Ordinal) { ["mine"] = "yes" }),
            new(NetLabel.EnableIPv4, true), new(NetLabel.EnableIPv6, false), new(NetLabel.Internal, false),
        ]);
        var pool = new IpamData { AddressSpace = "LocalDefault", Pool = CidrAddress.Parse("10.1.0.0/16"), Gateway = CidrAddress.Parse("10.1.0.1/16") };
        await _bench.Driver.CreateNetworkAsync("n", options, [pool], []);
        _bench.Raw.Last("NetworkDriver.CreateNetwork").Body.Should().Be(
            """{"NetworkID":"n","Options":{"com.docker.network.enable_ipv4":true,"com.docker.network.enable_ipv6":false,"com.docker.network.generic":{"mine":"yes"}},"""
            + """
              "IPv4Data":[{"AddressSpace":"LocalDefault","Gateway":"10.1.0.1/16","Pool":"10.1.0.0/16"}],"IPv6Data":null}
              """);

        await _bench.Driver.DeleteNetworkAsync("n");
        _bench.Raw.Last("NetworkDriver.DeleteNetwork").Body.Should().Be("""{"NetworkID":"n"}""");
    }

    [Fact] // B-043
    public async Task It_is_asked_about_gateways_only_if_it_announced_an_opinion()
    {
        _bench.Raw.Answer("NetworkDriver.GwAllocCheck", """{"SkipIPv4":true,"SkipIPv6":false}""");
        (await _bench.Driver.GetSkipGatewayAllocationAsync(DriverOptions.Empty)).Should().Be((false, false));
        _bench.Raw.Count("NetworkDriver.GwAllocCheck").Should().Be(0);

        await using var other = new RemoteDriverBench();
        other.Raw.Answer("NetworkDriver.GetCapabilities", """{"Scope":"local","GwAllocChecker":true}""");
        other.Raw.Answer("NetworkDriver.GwAllocCheck", """{"SkipIPv4":true,"SkipIPv6":false}""");
        (await other.Driver.GetSkipGatewayAllocationAsync(new DriverOptions([new("a", "b")]))).Should().Be((true, false));
        other.Raw.Last("NetworkDriver.GwAllocCheck").Body.Should().Be("""{"Options":{"a":"b"}}""");
    }

    [Fact] // B-041, B-042
    public async Task A_network_is_allocated_for_the_cluster_and_freed()
    {
        _bench.Raw.Answer("NetworkDriver.AllocateNetwork", """{"Options":{"vni":"4096"}}""");
        var added = await _bench.Driver.AllocateNetworkAsync("n", new Dictionary<string, string> { ["a"] = "b" }, [], []);
        added.Should().Equal(new Dictionary<string, string> { ["vni"] = "4096" });
        _bench.Raw.Last("NetworkDriver.AllocateNetwork").Body.Should().Be("""{"NetworkID":"n","Options":{"a":"b"},"IPv4Data":null,"IPv6Data":null}""");
        await _bench.Driver.FreeNetworkAsync("n");
        _bench.Raw.Last("NetworkDriver.FreeNetwork").Body.Should().Be("""{"NetworkID":"n"}""");
    }

    [Fact] // B-046, B-057, B-064
    public async Task An_endpoint_is_created_with_what_is_known_of_it()
    {
        var info = new EndpointInterface();
        info.SetIPAddress(CidrAddress.Parse("10.1.0.2/16"));
        info.SetIPAddress(CidrAddress.Parse("fd00::2/64"));
        info.SetMacAddress(PhysicalAddress.Parse("02-42-0A-01-00-02"));
        var options = new DriverOptions(
        [
            new(NetLabel.GenericData, new Dictionary<string, string>(StringComparer.Ordinal) { ["mine"] = "yes" }),
            new(NetLabel.MacAddress, PhysicalAddress.Parse("02-42-0A-01-00-02")),
            new(NetLabel.ExposedPorts, new[] { new TransportPort(TransportProtocol.Tcp, 80) }),
        ]);
        await _bench.CreateEndpointAsync(info, options);
        _bench.Raw.Last("NetworkDriver.CreateEndpoint").Body.Should().Be(
            """{"NetworkID":"n","EndpointID":"e","Interface":{"Address":"10.1.0.2/16","AddressIPv6":"fd00::2/64","MacAddress":"02:42:0a:01:00:02"},"""
            + """
              "Options":{"com.docker.network.endpoint.exposedports":[{"Proto":6,"Port":80}],"com.docker.network.endpoint.macaddress":"AkIKAQAC",
              """
            + """
              "com.docker.network.generic":{"mine":"yes"},"mine":"yes"}}
              """);
    }

    [Fact] // B-063
    public async Task An_endpoint_needs_an_interface() =>
        (await _bench.ErrorOfAsync(async () => await _bench.Driver.CreateEndpointAsync("n", "e", null!, DriverOptions.Empty))).Message
            .Should().Be("must not be called with nil InterfaceInfo");

    [Fact] // B-074: TestRemoteDriver, 2015
    public async Task The_remote_driver_of_2015_is_understood()
    {
        _bench.Raw.Answer("NetworkDriver.CreateEndpoint",
            """{"Interface":{"Address":"192.168.5.7/16","AddressIPv6":"2001:DB8::5:7/48","MacAddress":"ab:cd:ef:ee:ee:ee"}}""");
        _bench.Raw.Answer("NetworkDriver.Join", """
            {"Gateway":"192.168.0.1","GatewayIPv6":"2001:DB8::1","HostsPath":"/here/comes/the/host/path","ResolvConfPath":"/there/goes/the/resolv/conf",
             "InterfaceName":{"SrcName":"vethsrc","DstPrefix":"vethdst"},
             "StaticRoutes":[{"Destination":"10.0.0.0/8","RouteType":0,"NextHop":"192.168.0.7"},{"Destination":"172.16.0.0/12","RouteType":1}]}
            """);
        _bench.Raw.Answer("NetworkDriver.EndpointOperInfo", """{"Value":{"Arbitrary":"key","Value":"pairs?"}}""");

        await _bench.Driver.CreateNetworkAsync("n", DriverOptions.Empty, [], []);
        var info = await _bench.CreateEndpointAsync();
        (info.Address, info.AddressIPv6).Should().Be((CidrAddress.Parse("192.168.5.7/16"), CidrAddress.Parse("2001:db8::5:7/48")));
        info.MacAddress.Should().Be(PhysicalAddress.Parse("AB-CD-EF-EE-EE-EE"));

        var join = await _bench.JoinAsync(new DriverOptions([new("foo", "fooValue")]));
        (join.HostName, join.InterfaceName, join.CreatedInSandbox).Should().Be(("vethsrc", "vethdst0", false));
        (join.Gateway, join.GatewayIPv6).Should().Be((IPAddress.Parse("192.168.0.1"), IPAddress.Parse("2001:db8::1")));
        join.Routes.Select(route => (route.Destination, route.NextHop)).Should().Equal(
            (IPNetwork.Parse("10.0.0.0/8"), IPAddress.Parse("192.168.0.7")), (IPNetwork.Parse("172.16.0.0/12"), null));
        _bench.Raw.Last("NetworkDriver.Join").Body.Should().Be(
            """{"NetworkID":"n","EndpointID":"e","SandboxKey":"/run/netns/x","Options":{"foo":"fooValue"}}""", "row B-058");

        (await _bench.Driver.EndpointOperInfoAsync("n", "e")).Should().Equal(
            new Dictionary<string, object> { ["Arbitrary"] = "key", ["Value"] = "pairs?" });
        await _bench.Driver.LeaveAsync("n", "e");
        await _bench.Driver.DeleteEndpointAsync("n", "e");
        await _bench.Driver.DiscoverNewAsync(DiscoveryType.NodeDiscovery, new NodeDiscoveryData("198.51.100.42", Self: true));
        _bench.Raw.Last("NetworkDriver.DiscoverNew").Body.Should().Be(
            """{"DiscoveryType":1,"DiscoveryData":{"Address":"198.51.100.42","BindAddress":"","Self":true}}""", "row B-051");
        await _bench.Driver.DiscoverDeleteAsync(DiscoveryType.NodeDiscovery, new NodeDiscoveryData("198.51.100.42", Self: false));
        _bench.Raw.Methods.Should().Equal("Plugin.Activate", "NetworkDriver.CreateNetwork", "NetworkDriver.CreateEndpoint", "NetworkDriver.Join",
            "NetworkDriver.EndpointOperInfo", "NetworkDriver.Leave", "NetworkDriver.DeleteEndpoint", "NetworkDriver.DiscoverNew", "NetworkDriver.DiscoverDelete");
    }

    [Theory] // B-074: TestMissingValues, 2015
    [InlineData("{}")]
    [InlineData("""{"Interface":null}""")]
    [InlineData("""{"Interface":{}}""")]
    [InlineData("""{"Interface":{"Address":"","AddressIPv6":"","MacAddress":""}}""")]
    [InlineData("null")]
    public async Task An_endpoint_may_be_answered_with_nothing(string json)
    {
        _bench.Raw.Answer("NetworkDriver.CreateEndpoint", json);
        var info = await _bench.CreateEndpointAsync();
        (info.Address, info.AddressIPv6, info.MacAddress).Should().Be((null, null, null));
        (await _bench.JoinAsync()).InterfaceName.Should().BeEmpty("a driver may do without an interface");
    }

    [Fact] // B-049, K-058: the name inside crosses the wire too.
    public async Task The_whole_name_inside_the_sandbox_may_be_given()
    {
        _bench.Raw.Answer("NetworkDriver.Join", """{"InterfaceName":{"SrcName":"v1","DstPrefix":"eth","DstName":"data"},"DisableGatewayService":true}""");
        var join = await _bench.JoinAsync();
        (join.InterfaceName, join.GatewayServiceDisabled).Should().Be(("data", true));
    }

    [Fact] // B-062
    public async Task What_is_discovered_but_no_node_is_not_told()
    {
        await _bench.Driver.DiscoverNewAsync(DiscoveryType.EncryptionKeysConfig, new DriverEncryptionConfig([], []));
        _bench.Raw.Requests.Should().BeEmpty();
    }
}
