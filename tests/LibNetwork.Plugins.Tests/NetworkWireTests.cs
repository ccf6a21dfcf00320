using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Plugins.Tests.Doubles;

namespace LibNetwork.Plugins.Tests;

/// <summary>Every message of a network driver as it is on the wire, and what the driver sees of it (B.5).</summary>
public sealed class NetworkWireTests
{
    private const string Pools = """
        "IPv4Data":[{"AddressSpace":"LocalDefault","Pool":"10.0.0.0/24","Gateway":"10.0.0.1/24"}],"IPv6Data":null
        """;

    private readonly AbleDriver _driver = new();

    public static TheoryData<string, string, string, string?> Messages => new()
    {
        { "Plugin.Activate", "", """{"Implements":["NetworkDriver"]}""", null },
        { "NetworkDriver.GetCapabilities", "", """{"Scope":"local","ConnectivityScope":"","GwAllocChecker":true}""", null },
        {
            "NetworkDriver.CreateNetwork", """{"NetworkID":"n1","Options":{"com.docker.network.enable_ipv6":false,"com.docker.network.generic":{"mtu":"1400"}},""" + Pools + "}", "{}",
            """CreateNetwork n1 {"com.docker.network.enable_ipv6":false,"com.docker.network.generic":{"mtu":"1400"}} [LocalDefault:10.0.0.0/24:10.0.0.1/24] []"""
        },
        { "NetworkDriver.CreateNetwork", """{"networkid":"n1","New":{"x":[1]}}""", "{}", "CreateNetwork n1 {} [] []" },
        { "NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""", "{}", "DeleteNetwork n1" },
        {
            "NetworkDriver.AllocateNetwork", """{"NetworkID":"n1","Options":{"a":"b","c":null},""" + Pools + "}", """{"Options":{"vxlanid_list":"4096"}}""",
            "AllocateNetwork n1 a=b,c= [LocalDefault:10.0.0.0/24:10.0.0.1/24] []"
        },
        { "NetworkDriver.FreeNetwork", """{"NetworkID":"n1"}""", "{}", "FreeNetwork n1" },
        { "NetworkDriver.GwAllocCheck", """{"Options":{"com.docker.network.internal":true}}""", """{"SkipIPv4":true,"SkipIPv6":false}""", """GwAllocCheck  {"com.docker.network.internal":true}""" },
        {
            "NetworkDriver.CreateEndpoint",
            """{"NetworkID":"n1","EndpointID":"e1","Interface":{"Address":"10.0.0.2/24","AddressIPv6":"fd00::2/64","MacAddress":"02:42:0a:00:00:02"},"Options":{"com.docker.network.endpoint.macaddress":"AkIKAAAC"}}""",
            """{"Interface":null}""", """CreateEndpoint n1 e1 10.0.0.2/24|fd00::2/64|02420A000002 {"com.docker.network.endpoint.macaddress":"AkIKAAAC"}"""
        },
        { "NetworkDriver.CreateEndpoint", """{"NetworkID":"n1","EndpointID":"e1","Interface":null,"Options":null}""", """{"Interface":null}""", "CreateEndpoint n1 e1 || {}" },
        { "NetworkDriver.DeleteEndpoint", """{"NetworkID":"n1","EndpointID":"e1"}""", "{}", "DeleteEndpoint n1 e1" },
        { "NetworkDriver.EndpointOperInfo", """{"NetworkID":"n1","EndpointID":"e1"}""", """{"Value":{}}""", "EndpointOperInfo n1 e1" },
        {
            "NetworkDriver.Join", """{"NetworkID":"n1","EndpointID":"e1","SandboxKey":"/run/netns/s","Options":{"a":"b"}}""",
            """{"InterfaceName":null,"Gateway":"","GatewayIPv6":"","StaticRoutes":null,"DisableGatewayService":false}""", """Join n1 e1 /run/netns/s {} {"a":"b"}"""
        },
        { "NetworkDriver.Leave", """{"NetworkID":"n1","EndpointID":"e1"}""", "{}", "Leave n1 e1" },
        {
            "NetworkDriver.DiscoverNew", """{"DiscoveryType":1,"DiscoveryData":{"Address":"10.1.1.1","BindAddress":"10.1.1.2","self":true}}""", "{}",
            "DiscoverNew NodeDiscovery NodeDiscoveryData { Address = 10.1.1.1, Self = True, BindAddress = 10.1.1.2 }"
        },
        {
            "NetworkDriver.DiscoverDelete", """{"DiscoveryType":1,"DiscoveryData":{"Address":"10.1.1.1"}}""", "{}",
            "DiscoverDelete NodeDiscovery NodeDiscoveryData { Address = 10.1.1.1, Self = False, BindAddress =  }"
        },
        { "NetworkDriver.DiscoverNew", """{"DiscoveryType":2,"DiscoveryData":{"Keys":["AQI=","Aw=="],"Tags":[7,8]}}""", "{}", "DiscoverNew EncryptionKeysConfig 0102=7,03=8" },
        { "NetworkDriver.DiscoverNew", """{"DiscoveryType":3,"DiscoveryData":{"Key":"AQ==","Tag":1,"Primary":null,"Prune":"Ag==","PruneTag":2}}""", "{}", "DiscoverNew EncryptionKeysUpdate +01=1 *=0 -02=2" },
        { "NetworkDriver.DiscoverNew", """{"DiscoveryType":99,"DiscoveryData":"anything"}""", "{}", null },
        { "NetworkDriver.ProgramExternalConnectivity", """{"NetworkID":"n1","EndpointID":"e1","Options":{}}""", "{}", "ExternalConnectivity n1 e1 4=e1 6=e1" },
        {
            "NetworkDriver.ProgramExternalConnectivity", """{"NetworkID":"n1","EndpointID":"e1","Options":{"com.docker.network.driver.private.no_proxy_6to4":true}}""", "{}",
            "ExternalConnectivity n1 e1 4=e1 6=0000000000000000000000000000000000000000000000000000000000000000"
        },
        { "NetworkDriver.RevokeExternalConnectivity", """{"NetworkID":"n1","EndpointID":"e1"}""", "{}", "ExternalConnectivity n1 e1 4= 6=" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_reaches_the_driver_and_is_answered_with_the_protocols_names(string method, string request, string answer, string? seen)
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync(method, request)).Should().Be((200, answer), "rows B-040 to B-062");
        _driver.Calls.Should().Equal(seen is null ? [] : [seen]);
    }

    [Fact]
    public async Task A_driver_adds_what_is_missing_and_only_that_is_answered()
    {
        _driver.OnCreateEndpoint = info => info.SetMacAddress(PhysicalAddress.Parse("02-42-0A-00-00-02"));
        await using var plugin = await Plugin.StartAsync(_driver);

        (await plugin.PostAsync("NetworkDriver.CreateEndpoint", """{"NetworkID":"n1","EndpointID":"e1","Interface":{"Address":"10.0.0.2/24"}}"""))
            .Should().Be((200, """{"Interface":{"Address":"","AddressIPv6":"","MacAddress":"02:42:0a:00:00:02"}}"""), "row B-066");
        _driver.OnCreateEndpoint = info =>
        {
            info.SetIPAddress(CidrAddress.Parse("10.0.0.3/24"));
            info.SetIPAddress(CidrAddress.Parse("fd00::3/64"));
        };
        (await plugin.PostAsync("NetworkDriver.CreateEndpoint", """{"NetworkID":"n1","EndpointID":"e2"}"""))
            .Should().Be((200, """{"Interface":{"Address":"10.0.0.3/24","AddressIPv6":"fd00::3/64","MacAddress":""}}"""));
    }

    [Fact]
    public async Task A_driver_that_changes_what_is_set_is_told_so()
    {
        _driver.OnCreateEndpoint = info => info.SetIPAddress(CidrAddress.Parse("10.0.0.3/24"));
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.CreateEndpoint", """{"NetworkID":"n1","EndpointID":"e1","Interface":{"Address":"10.0.0.2/24"}}"""))
            .Should().Be((403, """{"Err":"endpoint interface IP present (10.0.0.2/24). Cannot be modified with (10.0.0.3/24)."}"""), "row A-012");
    }

    [Fact]
    public async Task All_that_a_driver_says_in_a_join_is_answered()
    {
        _driver.OnJoin = info =>
        {
            info.InterfaceName.SupportsCreatedInSandbox.Should().BeFalse();
            info.InterfaceName.SetNames("veth1", "eth", "lan0");
            info.SetGateway(IPAddress.Parse("10.0.0.1"));
            info.SetGatewayIPv6(IPAddress.Parse("fd00::1"));
            info.AddStaticRoute(IPNetwork.Parse("10.2.0.0/16"), RouteType.NextHop, IPAddress.Parse("10.0.0.9"));
            info.AddStaticRoute(IPNetwork.Parse("fd02::/64"), RouteType.Connected);
            info.DisableGatewayService();
            info.ForceGatewayIPv4();
            info.AddTableEntry("peers", "k", new byte[] { 1 });
        };
        await using var plugin = await Plugin.StartAsync(_driver);

        (await plugin.PostAsync("NetworkDriver.Join", """{"NetworkID":"n1","EndpointID":"e1"}""")).Should().Be((200,
            """{"InterfaceName":{"SrcName":"veth1","DstPrefix":"eth","DstName":"lan0"},"Gateway":"10.0.0.1","GatewayIPv6":"fd00::1","""
            + "\"StaticRoutes\":["
            + """{"Destination":"10.2.0.0/16","RouteType":0,"NextHop":"10.0.0.9"},{"Destination":"fd02::/64","RouteType":1,"NextHop":""}],"""
            + "\"DisableGatewayService\":true}"), "row B-049");
        plugin.Logs.At(Microsoft.Extensions.Logging.LogLevel.Debug).Should()
            .Contain("Join n1 e1: ForceGatewayIPv4 has no word in the plugin protocol and is dropped")
            .And.Contain("Join n1 e1: AddTableEntry peers/k has no word in the plugin protocol and is dropped");
    }

    [Fact]
    public async Task An_interface_cannot_be_born_in_a_sandbox_that_is_Dockers()
    {
        _driver.OnJoin = info => info.InterfaceName.ReserveName("eth");
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.Join", """{"NetworkID":"n1","EndpointID":"e1"}""")).Should().Be((501, """{"Err":"The API is not implemented yet"}"""));
    }

    public static TheoryData<string, Action<IJoinInfo>> WrongJoins => new()
    {
        { "source name", info => info.InterfaceName.SetNames("", "eth") },
        { "source name", info => info.InterfaceName.SetNames("sixteen-bytes-ab", "eth") },
        { "destination prefix", info => info.InterfaceName.SetNames("veth", "") },
        { "destination name", info => info.InterfaceName.SetNames("veth", "eth", "sixteen-bytes-ab") },
        { "wrong address family", info => info.SetGateway(IPAddress.IPv6Loopback) },
        { "wrong address family", info => info.SetGatewayIPv6(IPAddress.Loopback) },
        { "next hop", info => info.AddStaticRoute(IPNetwork.Parse("10.0.0.0/8"), RouteType.NextHop) },
        { "next hop", info => info.AddStaticRoute(IPNetwork.Parse("10.0.0.0/8"), RouteType.Connected, IPAddress.Loopback) },
        { "wrong address family", info => info.AddStaticRoute(IPNetwork.Parse("10.0.0.0/8"), RouteType.NextHop, IPAddress.IPv6Loopback) },
    };

    [Theory]
    [MemberData(nameof(WrongJoins))]
    public async Task A_driver_that_says_nonsense_in_a_join_is_told_so(string reason, Action<IJoinInfo> join)
    {
        _driver.OnJoin = join;
        await using var plugin = await Plugin.StartAsync(_driver);
        var (status, body) = await plugin.PostAsync("NetworkDriver.Join", """{"NetworkID":"n1","EndpointID":"e1"}""");
        status.Should().Be(400);
        body.Should().Contain(reason);
    }

    [Fact]
    public async Task A_join_comes_with_the_options_that_the_endpoint_was_created_with_as_long_as_it_lives()
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        const string ids = """ "NetworkID":"n1","EndpointID":"e1" """;
        await plugin.PostAsync("NetworkDriver.CreateEndpoint", "{" + ids + ""","Options":{"a":"b"}}""");
        await plugin.PostAsync("NetworkDriver.Join", "{" + ids + "}");
        await plugin.PostAsync("NetworkDriver.DeleteEndpoint", "{" + ids + "}");
        await plugin.PostAsync("NetworkDriver.Join", "{" + ids + "}");
        await plugin.PostAsync("NetworkDriver.CreateEndpoint", "{" + ids + ""","Options":{"c":"d"}}""");
        await plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""");
        await plugin.PostAsync("NetworkDriver.Join", "{" + ids + "}");
        _driver.Calls.Where(call => call.StartsWith("Join", StringComparison.Ordinal)).Should().Equal(
            ["""Join n1 e1  {"a":"b"} {}""", "Join n1 e1  {} {}", "Join n1 e1  {} {}"], "row B-058");
    }

    [Fact]
    public async Task Operational_data_is_written_as_Go_writes_it()
    {
        _driver.OperInfo = new DriverOptions([
            new(NetLabel.MacAddress, PhysicalAddress.Parse("02-42-0A-00-00-02")),
            new(NetLabel.ExposedPorts, new[] { new TransportPort(TransportProtocol.Tcp, 80) }),
            new("note", "ümlaut"),
        ]);
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.EndpointOperInfo", """{"NetworkID":"n1","EndpointID":"e1"}""")).Should().Be((200,
            """{"Value":{"com.docker.network.endpoint.exposedports":[{"Proto":6,"Port":80}],"com.docker.network.endpoint.macaddress":"AkIKAAAC","note":"ümlaut"}}"""), "rows B-048, B-057");
    }

    [Fact]
    public async Task Operational_data_without_a_form_on_the_wire_is_the_drivers_failure()
    {
        _driver.OperInfo = new DriverOptions([new("when", DateTime.UnixEpoch)]);
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.EndpointOperInfo", """{"NetworkID":"n1","EndpointID":"e1"}"""))
            .Should().Be((500, """{"Err":"option when: a value of type DateTime has no form on the wire"}"""));
    }

    [Fact]
    public async Task Capabilities_are_those_of_the_options_and_of_the_driver()
    {
        await using var plugin = await Plugin.StartAsync(new RecordingDriver(), configure: options => options with { Capability = new Capability(Scope.Global, Scope.Local) });
        (await plugin.PostAsync("NetworkDriver.GetCapabilities")).Should().Be((200, """{"Scope":"global","ConnectivityScope":"local","GwAllocChecker":false}"""), "row B-040");
    }
}
