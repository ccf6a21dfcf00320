using LibNetwork.Plugins.Tests.Doubles;

namespace LibNetwork.Plugins.Tests;

/// <summary>What is wrong is told, all of it, and never reaches the driver.</summary>
public sealed class BadRequestTests
{
    private const string Ids = """ "NetworkID":"n1","EndpointID":"e1" """;

    private readonly AbleDriver _driver = new();
    private readonly RecordingIpam _ipam = new();

    public static TheoryData<string> MethodsWithArguments =>
    [
        "NetworkDriver.AllocateNetwork", "NetworkDriver.FreeNetwork", "NetworkDriver.GwAllocCheck", "NetworkDriver.CreateNetwork", "NetworkDriver.DeleteNetwork",
        "NetworkDriver.CreateEndpoint", "NetworkDriver.DeleteEndpoint", "NetworkDriver.EndpointOperInfo", "NetworkDriver.Join", "NetworkDriver.Leave",
        "NetworkDriver.DiscoverNew", "NetworkDriver.DiscoverDelete", "NetworkDriver.ProgramExternalConnectivity", "NetworkDriver.RevokeExternalConnectivity",
        "IpamDriver.RequestPool", "IpamDriver.ReleasePool", "IpamDriver.RequestAddress", "IpamDriver.ReleaseAddress",
    ];

    [Theory]
    [MemberData(nameof(MethodsWithArguments))]
    public async Task A_body_that_is_no_JSON_object_is_refused(string method)
    {
        await using var plugin = await Plugin.StartAsync(_driver, _ipam);
        foreach (var body in new[] { "", " ", "{", "garbage", "[]", "3", "\"text\"", "{}{}", "{\"NetworkID\":\"n1\"", new string('[', 100), "\0" })
        {
            var (status, answer) = await plugin.PostAsync(method, body);
            status.Should().Be(400, "{0} is no object: {1}", body, answer);
            answer.Should().StartWith("{\"Err\":\"the request body");
        }

        _driver.Calls.Should().BeEmpty();
        _ipam.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("NetworkDriver.DeleteNetwork", """{"NetworkID":3}""", "$.NetworkID")]
    [InlineData("NetworkDriver.Leave", """{"NetworkID":"n1","EndpointID":{}}""", "$.EndpointID")]
    [InlineData("NetworkDriver.CreateNetwork", """{"NetworkID":"n1","Options":3}""", "options")]
    [InlineData("NetworkDriver.CreateNetwork", """{"NetworkID":"n1","IPv4Data":{}}""", "$.IPv4Data")]
    [InlineData("NetworkDriver.CreateEndpoint", """{"NetworkID":"n1","EndpointID":"e1","Interface":"eth0"}""", "$.Interface")]
    [InlineData("NetworkDriver.DiscoverNew", """{"DiscoveryType":"node"}""", "$.DiscoveryType")]
    [InlineData("NetworkDriver.AllocateNetwork", """{"NetworkID":"n1","Options":{"a":1}}""", "$.Options")]
    [InlineData("IpamDriver.RequestPool", """{"V6":"yes"}""", "$.V6")]
    [InlineData("IpamDriver.ReleasePool", """{"PoolID":[]}""", "$.PoolID")]
    public async Task A_member_of_another_type_is_named(string method, string request, string named)
    {
        await using var plugin = await Plugin.StartAsync(_driver, _ipam);
        var (status, body) = await plugin.PostAsync(method, request);
        status.Should().Be(400);
        body.Should().StartWith("{\"Err\":\"the request body: ").And.Contain(named).And.NotContain("LibNetwork.");
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "NetworkDriver.CreateNetwork", "{}", "NetworkID is missing or empty" },
        { "NetworkDriver.CreateNetwork", """{"NetworkID":""}""", "NetworkID is missing or empty" },
        { "NetworkDriver.CreateNetwork", "null", "NetworkID is missing or empty" },
        { "NetworkDriver.CreateNetwork", """{"NetworkID":"n1","IPv4Data":[{"Pool":"10.0.0.0"}]}""", "Pool: invalid CIDR address: 10.0.0.0" },
        { "NetworkDriver.CreateNetwork", """{"NetworkID":"n1","IPv4Data":[{"Pool":"fd00::/64"}]}""", "IPv4Data[0].Pool: fd00::/64 is not an IPv4 address" },
        { "NetworkDriver.CreateNetwork", """{"NetworkID":"n1","IPv6Data":[{"Pool":"fd00::/64","AuxAddresses":{"a":"10.0.0.1/8"}}]}""", "IPv6Data[0].AuxAddresses.a: 10.0.0.1/8 is not an IPv6 address" },
        { "NetworkDriver.CreateNetwork", """{"NetworkID":"n1","IPv4Data":[null]}""", "IPv4Data[0] is null" },
        {
            "NetworkDriver.CreateNetwork", """{"IPv4Data":[{"Pool":"fd00::/64","Gateway":"fd00::1/64"}],"IPv6Data":[{"Gateway":"10.0.0.1/8"}]}""",
            "NetworkID is missing or empty; IPv4Data[0].Pool: fd00::/64 is not an IPv4 address; IPv4Data[0].Gateway: fd00::1/64 is not an IPv4 address; IPv6Data[0].Gateway: 10.0.0.1/8 is not an IPv6 address"
        },
        { "NetworkDriver.CreateNetwork", """{"NetworkID":"n1","Options":{"com.docker.network.portmap":"x"}}""", "com.docker.network.portmap" },
        { "NetworkDriver.AllocateNetwork", """{"NetworkID":"n1","IPv6Data":[{"Pool":"10.0.0.0/8"}]}""", "IPv6Data[0].Pool: 10.0.0.0/8 is not an IPv6 address" },
        { "NetworkDriver.DeleteNetwork", "{}", "NetworkID is missing or empty" },
        { "NetworkDriver.FreeNetwork", "{}", "NetworkID is missing or empty" },
        { "NetworkDriver.CreateEndpoint", "{}", "NetworkID is missing or empty; EndpointID is missing or empty" },
        {
            "NetworkDriver.CreateEndpoint", """{"Interface":{"Address":"fd00::2/64","AddressIPv6":"x","MacAddress":"02:42"}}""",
            "NetworkID is missing or empty; EndpointID is missing or empty; Interface.Address: fd00::2/64 is not an IPv4 address; Interface.AddressIPv6: invalid CIDR address: x; Interface.MacAddress: invalid MAC address: 02:42"
        },
        { "NetworkDriver.CreateEndpoint", "{" + Ids + ""","Interface":{"AddressIPv6":"10.0.0.2/24"}}""", "Interface.AddressIPv6: 10.0.0.2/24 is not an IPv6 address" },
        { "NetworkDriver.CreateEndpoint", "{" + Ids + ""","Interface":{"Address":"10.0.0.2"}}""", "Interface.Address: invalid CIDR address: 10.0.0.2" },
        { "NetworkDriver.DeleteEndpoint", """{"NetworkID":"n1"}""", "EndpointID is missing or empty" },
        { "NetworkDriver.EndpointOperInfo", """{"EndpointID":"e1"}""", "NetworkID is missing or empty" },
        { "NetworkDriver.Join", """{"NetworkID":"n1"}""", "EndpointID is missing or empty" },
        { "NetworkDriver.Leave", """{"NetworkID":"n1"}""", "EndpointID is missing or empty" },
        { "NetworkDriver.ProgramExternalConnectivity", """{"NetworkID":"n1"}""", "EndpointID is missing or empty" },
        { "NetworkDriver.RevokeExternalConnectivity", """{"NetworkID":"n1"}""", "EndpointID is missing or empty" },
        { "NetworkDriver.DiscoverNew", """{"DiscoveryType":1}""", "DiscoveryData.Address is missing or empty" },
        { "NetworkDriver.DiscoverNew", """{"DiscoveryType":1,"DiscoveryData":3}""", "DiscoveryData: $: a JSON value of another type is needed" },
        { "NetworkDriver.DiscoverDelete", """{"DiscoveryType":2,"DiscoveryData":{"Keys":["no base64!"]}}""", "DiscoveryData: " },
        { "NetworkDriver.DiscoverDelete", """{"DiscoveryType":2,"DiscoveryData":{"Keys":["AQ=="],"Tags":[]}}""", "DiscoveryData: there are 1 keys and 0 tags" },
        { "IpamDriver.RequestPool", """{"Pool":"10.0.0.0","SubPool":"x"}""", "Pool: invalid CIDR address: 10.0.0.0; SubPool: invalid CIDR address: x" },
        { "IpamDriver.ReleasePool", "{}", "PoolID is missing or empty" },
        { "IpamDriver.RequestAddress", """{"Address":"010.0.0.1"}""", "PoolID is missing or empty; Address: invalid IP address: 010.0.0.1" },
        { "IpamDriver.ReleaseAddress", "{}", "PoolID is missing or empty; Address is missing or empty" },
        { "IpamDriver.ReleaseAddress", """{"PoolID":"p","Address":"10.0.0.1/8"}""", "Address: invalid IP address: 10.0.0.1/8" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_request_is_told_all_that_is_wrong_with_it(string method, string request, string reason)
    {
        await using var plugin = await Plugin.StartAsync(_driver, _ipam);
        var (status, body) = await plugin.PostAsync(method, request);
        status.Should().Be(400, body);
        body.Should().StartWith("{\"Err\":\"").And.Contain(reason);
        _driver.Calls.Should().BeEmpty();
        _ipam.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Plugin.Activate")]
    [InlineData("NetworkDriver.GetCapabilities")]
    [InlineData("IpamDriver.GetCapabilities")]
    [InlineData("IpamDriver.GetDefaultAddressSpaces")]
    public async Task A_method_without_arguments_takes_any_body(string method)
    {
        await using var plugin = await Plugin.StartAsync(_driver, _ipam);
        foreach (var body in new[] { "", "{}", "null", "garbage" })
        {
            (await plugin.PostAsync(method, body)).Status.Should().Be(200, "row B-006");
        }
    }

    [Theory]
    [InlineData("NetworkDriver.AllocateNetwork")]
    [InlineData("NetworkDriver.FreeNetwork")]
    [InlineData("NetworkDriver.GwAllocCheck")]
    [InlineData("NetworkDriver.ProgramExternalConnectivity")]
    [InlineData("NetworkDriver.RevokeExternalConnectivity")]
    [InlineData("IpamDriver.RequestPool")]
    [InlineData("NetworkDriver.Unknown")]
    [InlineData("NetworkDriver.join")]
    [InlineData("VolumeDriver.Create")]
    [InlineData("")]
    public async Task An_ability_that_is_not_there_and_a_method_that_is_unknown_are_not_found(string method)
    {
        await using var plugin = await Plugin.StartAsync(new RecordingDriver());
        var (status, body) = await plugin.PostAsync(method, "{}");
        status.Should().Be(404, "rows B-012, B-090");
        body.Should().StartWith($$"""{"Err":"plugin test has no method {{method}}""");
    }

    [Fact]
    public async Task A_plugin_without_a_network_driver_has_none_of_its_methods()
    {
        await using var plugin = await Plugin.StartAsync(network: null, _ipam);
        (await plugin.PostAsync("NetworkDriver.GetCapabilities")).Status.Should().Be(404);
        (await plugin.PostAsync("NetworkDriver.CreateNetwork", """{"NetworkID":"n"}""")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("GET /NetworkDriver.Leave", "405", """{"Err":"NetworkDriver.Leave: HTTP method GET is not allowed here; POST is"}""")]
    [InlineData("PUT /Plugin.Activate", "405", "PUT is not allowed")]
    [InlineData("GET /", "404", "has no method")]
    [InlineData("GET /metrics", "404", "has no method metrics")]
    [InlineData("POST /Plugin.Activate/", "404", "has no method")]
    [InlineData("POST /plugin.activate", "404", "has no method")]
    public async Task Another_HTTP_method_or_path_is_refused(string request, string status, string text)
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        var answer = await plugin.SendAsync($"{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        answer.Should().StartWith($"HTTP/1.1 {status} ").And.Contain(text).And.Contain("Content-Type: application/vnd.docker.plugins.v1.1+json");
    }

    [Theory]
    [InlineData("Host: plugin.moby.localhost")]
    [InlineData("Host: ")]
    [InlineData("Host: any_host.example:99")]
    [InlineData("Host: x\r\nContent-Type: text/plain")]
    [InlineData("Host: x\r\nContent-Type: application/octet-stream")]
    public async Task Any_host_and_any_content_type_are_taken(string headers)
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        var answer = await plugin.SendAsync($"POST /NetworkDriver.DeleteNetwork HTTP/1.1\r\n{headers}\r\nConnection: close\r\nContent-Length: 18\r\n\r\n{{\"NetworkID\":\"n1\"}}");
        answer.Should().StartWith("HTTP/1.1 200 OK", "row B-003").And.Contain("Content-Type: application/vnd.docker.plugins.v1.1+json", "row B-005").And.EndWith("\r\n\r\n{}");
    }
}
