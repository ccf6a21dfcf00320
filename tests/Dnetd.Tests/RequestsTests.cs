using System.Text.Json;
using Dnetd.Endpoints;
using Dnetd.Http;
using Dnetd.Networks;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Tests;

/// <summary>Bodies of requests, as the engine is asked (I-065 to I-067, I-075, C-170).</summary>
public sealed class RequestsTests
{
    [Fact]
    public void A_network_with_a_name_alone_has_the_engines_defaults() => Network("""{"Name":"web"}""").Should().BeEquivalentTo(new NetworkConfig { Name = "web" });

    [Fact]
    public void A_full_network_is_read()
    {
        var config = Network("""
            {"Name":"web","CheckDuplicate":true,"Driver":"null","Scope":"local","EnableIPv4":false,"EnableIPv6":true,"Internal":true,"Attachable":true,
             "Ingress":false,"ConfigOnly":false,"ConfigFrom":{"Network":""},
             "IPAM":{"Driver":"x","Options":{"i":"1"},"Config":[{"Subnet":"10.0.0.0/24","IPRange":"10.0.0.128/25","Gateway":"10.0.0.1","AuxiliaryAddresses":{"r":"10.0.0.9"}},{}]},
             "Options":{"o":"1"},"Labels":{"l":"2"}}
            """);

        config.Should().BeEquivalentTo(new NetworkConfig
        {
            Name = "web",
            Driver = "null",
            Scope = Scope.Local,
            EnableIPv4 = false,
            EnableIPv6 = true,
            Internal = true,
            Attachable = true,
            IpamDriver = "x",
            IpamOptions = Map("i", "1"),
            IpamPools =
            [
                new IpamPoolConfig { Subnet = "10.0.0.0/24", IPRange = "10.0.0.128/25", Gateway = "10.0.0.1", AuxiliaryAddresses = Map("r", "10.0.0.9") },
                new IpamPoolConfig(),
            ],
            DriverOptions = Map("o", "1"),
            Labels = Map("l", "2"),
        });
    }

    [Theory] // I-065
    [InlineData("local", Scope.Local)]
    [InlineData("global", Scope.Global)]
    [InlineData("swarm", Scope.Swarm)]
    [InlineData("", Scope.None)]
    public void A_scope_is_read(string text, Scope scope) => Network($$"""{"Name":"web","Scope":"{{text}}"}""").Scope.Should().Be(scope);

    [Fact]
    public void A_configuration_and_what_is_made_from_it_are_read()
    {
        Network("""{"Name":"plan","ConfigOnly":true}""").ConfigOnly.Should().BeTrue();
        Network("""{"Name":"web","ConfigFrom":{"Network":"plan"}}""").ConfigFrom.Should().Be("plan");
    }

    [Fact]
    public void What_dockers_client_sends_for_a_plain_network_is_a_plain_network() => Network("""
        {"CheckDuplicate":true,"Driver":"bridge","EnableIPv4":null,"EnableIPv6":null,"IPAM":{"Driver":"default","Options":{},"Config":[]},"Internal":false,
         "Attachable":false,"Ingress":false,"ConfigOnly":false,"ConfigFrom":null,"Options":{},"Labels":{},"Scope":"","Name":"web"}
        """).Should().BeEquivalentTo(new NetworkConfig { Name = "web" });

    [Fact]
    public void All_that_is_wrong_with_a_network_is_told_at_once() => ErrorsOf(() => Network("""
        {"Driver":1,"EnableIPv6":"yes","Ingress":true,"ConfigOnly":1,"ConfigFrom":"base","Scope":"planet","Labels":{"a":1},"Nmae":"web",
         "IPAM":{"Driver":false,"Config":[{"Subnet":24,"Sub":"x"},"10.0.0.0/24",{"Subnet":"10.0.0.1/24"}],"Foo":1},"Options":{"com.docker.network.enable_ipv4":"maybe"}}
        """)).Should().BeEquivalentTo(
        "invalid name: name is empty",
        "invalid subnet 10.0.0.1/24: it should be 10.0.0.0/24",
        "Driver: expected a string, found a number",
        "EnableIPv6: expected a boolean, found a string",
        "Ingress: swarm's ingress network is not offered",
        "ConfigOnly: expected a boolean, found a number",
        "ConfigFrom: expected an object, found a string",
        "Scope: \"planet\" is neither local nor global",
        "Labels.a: expected a string, found a number",
        "Nmae: is unknown",
        "IPAM.Driver: expected a string, found a boolean",
        "IPAM.Config[0].Subnet: expected a string, found a number",
        "IPAM.Config[0].Sub: is unknown",
        "IPAM.Config[1]: expected an object, found a string",
        "IPAM.Foo: is unknown",
        "Options[com.docker.network.enable_ipv4]: driver-opt \"com.docker.network.enable_ipv4\" is not a valid bool");

    [Theory]
    [InlineData("1.47", true)]
    [InlineData("1.48", false)]
    public void A_client_older_than_the_field_cannot_switch_ipv4_off(string version, bool enabled)
    {
        ApiVersion.TryParse(version, out var parsed).Should().BeTrue();
        Network("""{"Name":"web","EnableIPv4":false}""", parsed).EnableIPv4.Should().Be(enabled);
    }

    [Theory]
    [InlineData("""{"Name":"web","Options":{"com.docker.network.enable_ipv6":"true"}}""", true)]
    [InlineData("""{"Name":"web","Options":{"com.docker.network.enable_ipv6":"true"},"EnableIPv6":false}""", false)]
    [InlineData("""{"Name":"web","Options":{"com.docker.network.enable_ipv6":"rubbish"},"EnableIPv6":true}""", true)]
    public void The_option_counts_where_the_field_is_unset_and_never_reaches_the_driver(string json, bool enabled)
    {
        var config = Network(json);

        config.EnableIPv6.Should().Be(enabled);
        config.DriverOptions.Should().BeEmpty();
    }

    [Fact]
    public void Endpoint_settings_are_read()
    {
        var body = Read("""
            {"EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.0.0.7","IPv6Address":"fd00::7","LinkLocalIPs":["169.254.1.1"]},"Links":null,"Aliases":["a","b"],
             "MacAddress":"02:42:ac:11:00:07","DriverOpts":{"com.docker.network.endpoint.ifname":"lan0","com.docker.network.endpoint.sysctls":"net.ipv4.conf.IFNAME.a=1,net.ipv6.conf.IFNAME.b=2","x":"y"},"GwPriority":5,
             "NetworkID":"","EndpointID":"","Gateway":"","IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"DNSNames":null}}
            """);

        var config = EndpointRequests.ReadSettings(body, "EndpointConfig", "db");
        body.Complete(config.Validate());

        config.IPv4Address!.ToString().Should().Be("10.0.0.7");
        config.IPv6Address!.ToString().Should().Be("fd00::7");
        config.MacAddress!.ToString().Should().Be("0242AC110007");
        config.Aliases.Should().Equal("a", "b");
        config.GatewayPriority.Should().Be(5);
        config.InterfaceName.Should().Be("lan0");
        config.LinkLocalAddresses.Should().Equal(System.Net.IPAddress.Parse("169.254.1.1"));
        config.Sysctls.Should().Equal("net.ipv4.conf.IFNAME.a=1", "net.ipv6.conf.IFNAME.b=2");
        config.DriverOptions.Should().Equal(Map("x", "y"));
    }

    [Fact]
    public void All_that_is_wrong_with_endpoint_settings_is_told_at_once() => ErrorsOf(() =>
    {
        var body = Read("""
            {"EndpointConfig":{"IPAMConfig":{"IPv4Address":"fd00::7","IPv6Address":7,"LinkLocalIPs":["x","10.0.0.1"],"Foo":1},"Links":["db"],"Aliases":["a",1,"c/d"],"DriverOpts":{"com.docker.network.endpoint.ifname":"a-name-too-long-x"},
             "MacAddress":"zz","GwPriority":"high","Bar":1}}
            """);
        body.Complete(EndpointRequests.ReadSettings(body, "EndpointConfig", "a/b").Validate());
    }).Should().BeEquivalentTo(
        "EndpointConfig.IPAMConfig.IPv4Address: \"fd00::7\" is not an IPv4 address",
        "EndpointConfig.IPAMConfig.IPv6Address: expected a string, found a number",
        "EndpointConfig.IPAMConfig.LinkLocalIPs: \"x\" is not an IP address",
        "invalid link local IP address: 10.0.0.1",
        "EndpointConfig.IPAMConfig.Foo: is unknown",
        "EndpointConfig.Links: links are not offered; use Aliases",
        "EndpointConfig.Aliases[1]: expected a string, found a number",
        "EndpointConfig.MacAddress: \"zz\" is not a MAC address, such as 02:42:ac:11:00:02",
        "EndpointConfig.GwPriority: expected a whole number, found a string",
        "EndpointConfig.Bar: is unknown",
        "invalid name: a/b has a slash in it",
        "invalid name: c/d has a slash in it",
        "invalid interface name a-name-too-long-x: it is longer than 15 bytes");

    private static NetworkConfig Network(string json, ApiVersion? version = null) => NetworkRequests.ReadCreate(Read(json), version ?? ApiVersion.Newest);

    private static RequestReader Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new RequestReader(document.RootElement.Clone());
    }

    private static string[] ErrorsOf(Action read) =>
        read.Should().Throw<NetworkException>().Which.Message.Split('\n') is ["invalid request:", .. var errors] ? errors : [];

    private static Dictionary<string, string> Map(string key, string value) => new(StringComparer.Ordinal) { [key] = value };
}
