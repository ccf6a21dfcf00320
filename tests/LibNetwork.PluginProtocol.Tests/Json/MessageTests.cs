using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;

namespace LibNetwork.PluginProtocol.Tests.Json;

public sealed class MessageTests
{
    [Fact]
    public void A_network_is_created_with_the_names_that_Go_has_and_null_lists()
    {
        var options = new DriverOptions([
            new(NetLabel.EnableIPv6, false),
            new(NetLabel.GenericData, new Dictionary<string, string> { ["mtu"] = "1400" }),
        ]);
        var request = new CreateNetworkRequest
        {
            NetworkID = "n1",
            Options = options,
            IPv4Data = [new IpamData { AddressSpace = "LocalDefault", Pool = CidrAddress.Parse("10.0.0.0/24"), Gateway = CidrAddress.Parse("10.0.0.1/24") }],
        };

        JsonSerializer.Serialize(request, PluginJson.Default.CreateNetworkRequest).Should().Be(
            """{"NetworkID":"n1","Options":{"com.docker.network.enable_ipv6":false,"com.docker.network.generic":{"mtu":"1400"}}"""
            + ""","IPv4Data":[{"AddressSpace":"LocalDefault","Gateway":"10.0.0.1/24","Pool":"10.0.0.0/24"}],"IPv6Data":null}""");
    }

    [Fact]
    public void Options_come_back_as_the_types_that_drivers_look_for()
    {
        var request = JsonSerializer.Deserialize(
            """
            {"networkid":"n1","EndpointID":null,"Unknown":[1],"Options":{
              "com.docker.network.endpoint.macaddress":"AkLAqGQC",
              "com.docker.network.endpoint.exposedports":[{"Proto":6,"Port":80}],
              "com.docker.network.portmap":[{"Proto":17,"IP":"","Port":53,"HostIP":"127.0.0.1","HostPort":5353,"HostPortEnd":5353}],
              "com.docker.network.generic":{"mtu":1400,"icc":true,"name":"b"},
              "com.docker.network.internal":true,"nothing":null,"number":3,"list":["a",{"b":1}]}}
            """, PluginJson.Default.CreateEndpointRequest)!;

        request.NetworkID.Should().Be("n1");
        request.EndpointID.Should().BeEmpty();
        request.Interface.Should().BeNull();
        request.Options.TryGet(NetLabel.MacAddress, out PhysicalAddress? mac).Should().BeTrue();
        mac.Should().Be(PhysicalAddress.Parse("02-42-C0-A8-64-02"));
        request.Options.TryGet(NetLabel.ExposedPorts, out IReadOnlyList<TransportPort>? exposed).Should().BeTrue();
        exposed.Should().Equal(new TransportPort(TransportProtocol.Tcp, 80));
        request.Options.TryGet(NetLabel.PortMap, out IReadOnlyList<PortBinding>? ports).Should().BeTrue();
        ports.Should().Equal(new PortBinding { Protocol = TransportProtocol.Udp, Port = 53, HostIP = IPAddress.Loopback, HostPort = 5353, HostPortEnd = 5353 });
        request.Options.Labels.Should().BeEquivalentTo(new Dictionary<string, string> { ["mtu"] = "1400", ["icc"] = "true", ["name"] = "b" });
        request.Options[NetLabel.Internal].Should().Be(true);
        request.Options.Should().NotContainKey("nothing");
        request.Options["number"].Should().BeOfType<long>().And.Be(3L);
    }

    [Fact]
    public void A_driver_that_says_nothing_sets_nothing()
    {
        JsonSerializer.Deserialize("{}", PluginJson.Default.JoinResponse)!.Gateway.Should().BeEmpty();
        JsonSerializer.Deserialize("null", PluginJson.Default.JoinResponse).Should().BeNull();
        JsonSerializer.Deserialize("""{"Value":null}""", PluginJson.Default.EndpointInfoResponse)!.Value.Should().BeEmpty();
    }
}
