using System.Net;
using System.Text.Json;
using Dnetd.Http;
using Dnetd.Sandboxes;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Tests;

/// <summary>Bodies of requests about sandboxes, with Docker's names for what a container has (C-085).</summary>
public sealed class SandboxRequestsTests
{
    [Fact]
    public void A_full_sandbox_is_read() => Read("""
        {"Name":"app","UseExternalKey":true,"Key":"/proc/1/ns/net","ExposedPorts":{"53/udp":{},"9":{}},
         "PortBindings":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"},{"HostIp":"::","HostPort":"8000-8010"}],"81/TCP":[{}],"82/sctp":[],"83":null},
         "Hostname":"h","Domainname":"d","ExtraHosts":["db:10.0.0.1","six:fd00::1"],"Dns":["10.0.0.2"],"DnsSearch":["x.y"],"DnsOptions":["ndots:1"],"Labels":{"l":"1"}}
        """).Should().BeEquivalentTo(new SandboxConfig
    {
        Name = "app",
        UseExternalKey = true,
        ExternalKey = "/proc/1/ns/net",
        ExposedPorts = [new TransportPort(TransportProtocol.Udp, 53), new TransportPort(TransportProtocol.Tcp, 9)],
        Ports =
        [
            new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80, HostIP = IPAddress.Loopback, HostPort = 8080 },
            new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80, HostIP = IPAddress.IPv6Any, HostPort = 8000, HostPortEnd = 8010 },
            new PortBinding { Protocol = TransportProtocol.Tcp, Port = 81 },
            new PortBinding { Protocol = TransportProtocol.Sctp, Port = 82 },
            new PortBinding { Protocol = TransportProtocol.Tcp, Port = 83 },
        ],
        Hostname = "h",
        DomainName = "d",
        ExtraHosts = [new ExtraHost("db", IPAddress.Parse("10.0.0.1")), new ExtraHost("six", IPAddress.Parse("fd00::1"))],
        DnsServers = [IPAddress.Parse("10.0.0.2")],
        DnsSearch = ["x.y"],
        DnsOptions = ["ndots:1"],
        Labels = new Dictionary<string, string> { ["l"] = "1" },
    });

    [Fact]
    public void All_that_is_wrong_with_a_sandbox_is_told_at_once() => ErrorsOf(() => Read("""
        {"Name":"a/b","ExposedPorts":{"x/tcp":{},"80/foo":{},"81/tcp":1,"82/tcp":{"a":1}},
         "PortBindings":{"70000":[{}],"80/tcp":[{"HostIp":"localhost","HostPort":"x"},{"HostPort":8080},{"Foo":1}]},
         "ExtraHosts":["db","db:x"],"Dns":["dns.example"],"DnsSearch":["a b"]}
        """)).Should().BeEquivalentTo(
        "invalid name: a/b has a slash in it",
        "invalid DNS search domain \"a b\": it is not made of labels of 1–63 letters, digits, hyphens and underscores, dots between",
        "ExposedPorts.x/tcp: is not a port, such as 80/tcp",
        "ExposedPorts.80/foo: is not a port, such as 80/tcp",
        "ExposedPorts.81/tcp: expected an object, found a number",
        "ExposedPorts.82/tcp.a: is unknown",
        "PortBindings.70000: is not a port, such as 80/tcp",
        "PortBindings.80/tcp[0].HostIp: \"localhost\" is not an IP address",
        "PortBindings.80/tcp[0].HostPort: \"x\" is not a port or a range of ports, such as 8080 or 8000-8010",
        "PortBindings.80/tcp[1].HostPort: expected a string, found a number",
        "PortBindings.80/tcp[2].Foo: is unknown",
        "ExtraHosts: \"db\" is not name:address",
        "ExtraHosts: \"db:x\" is not name:address",
        "Dns: \"dns.example\" is not an IP address");

    private static SandboxConfig Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return SandboxRequests.ReadCreate(new RequestReader(document.RootElement.Clone()));
    }

    private static string[] ErrorsOf(Action read) =>
        read.Should().Throw<NetworkException>().Which.Message.Split('\n') is ["invalid request:", .. var errors] ? errors : [];
}
