using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Engine;

/// <summary>What may be asked of a sandbox (C-085, D-050).</summary>
public sealed class SandboxConfigTests
{
    [Fact]
    public void Every_member_that_is_right_is_taken() => new SandboxConfig
    {
        Name = "app",
        Hostname = "app_1",
        DomainName = "example.test",
        ExtraHosts = [new ExtraHost("db", IPAddress.Parse("fd00::7"))],
        DnsServers = [IPAddress.Loopback],
        DnsSearch = [".", "example.test."],
        DnsOptions = ["ndots:1"],
        Ports = [Binding(80, 8080), Binding(80, 8081), Binding(443, 0), Binding(443, 0)],
        ExposedPorts = [new TransportPort(TransportProtocol.Udp, 53)],
    }.Validate().Should().BeEmpty();

    [Fact]
    public void All_that_is_wrong_is_told_at_once() => new SandboxConfig
    {
        Name = "",
        Hostname = "-app",
        DomainName = "a..b",
        ExtraHosts = [new ExtraHost("", IPAddress.Loopback), new ExtraHost("a b", IPAddress.Loopback)],
        DnsServers = [IPAddress.Any],
        DnsSearch = ["", "x y"],
        DnsOptions = ["", "a b"],
        Ports = [Binding(0, 80), new PortBinding { Protocol = TransportProtocol.Icmp, Port = 8 }, Binding(80, 9) with { HostPortEnd = 8 }, Binding(1, 2), Binding(1, 2)],
        ExposedPorts = [new TransportPort(TransportProtocol.Tcp, 0), new TransportPort(TransportProtocol.None, 1)],
    }.Validate().Should().Equal(
        "invalid name: name is empty",
        "port binding 80:0/tcp: invalid transport port: 0",
        "port binding 8/icmp: unknown protocol",
        "port binding 9-8:80/tcp: invalid port range: 9-8",
        "port binding 2:1/tcp: it is given twice",
        "exposed port tcp/0: invalid transport port: 0",
        "exposed port 0/1: unknown protocol",
        "invalid host name \"-app\": it is not made of labels of 1–63 letters, digits, hyphens and underscores, dots between",
        "invalid domain name \"a..b\": it is not made of labels of 1–63 letters, digits, hyphens and underscores, dots between",
        "invalid extra host :127.0.0.1: it has no name",
        "invalid extra host \"a b\": it is not made of labels of 1–63 letters, digits, hyphens and underscores, dots between",
        "invalid DNS server 0.0.0.0: it is no host's address",
        "invalid DNS search domain: it is empty",
        "invalid DNS search domain \"x y\": it is not made of labels of 1–63 letters, digits, hyphens and underscores, dots between",
        "invalid DNS option \"\": it is empty or has a blank in it",
        "invalid DNS option \"a b\": it is empty or has a blank in it");

    private static PortBinding Binding(ushort port, ushort hostPort) => new() { Protocol = TransportProtocol.Tcp, Port = port, HostPort = hostPort };
}
