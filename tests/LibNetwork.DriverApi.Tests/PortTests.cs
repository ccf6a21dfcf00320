using System.Net;
using System.Text.Json;

using CsCheck;

namespace LibNetwork.DriverApi.Tests;

public sealed class PortTests
{
    [Theory]
    [InlineData("icmp", 1)]
    [InlineData("TCP", 6)]
    [InlineData("Udp", 17)]
    [InlineData("sctp", 132)]
    [InlineData("dccp", 0)]
    [InlineData("", 0)]
    [InlineData("6", 0)]
    public void A_protocol_is_read_in_any_case_and_unknown_ones_are_none(string text, byte number) =>
        TransportProtocolExtensions.ParseTransportProtocol(text).Should().Be((TransportProtocol)number);

    [Theory]
    [InlineData(1, "icmp")]
    [InlineData(6, "tcp")]
    [InlineData(17, "udp")]
    [InlineData(132, "sctp")]
    [InlineData(0, "0")]
    [InlineData(33, "33")]
    public void A_protocol_without_a_name_is_its_number(byte number, string text) => ((TransportProtocol)number).ToWire().Should().Be(text);

    [Fact]
    public void A_port_comes_back_from_its_text()
    {
        TransportPort.Parse("tcp/23").Should().Be(new TransportPort(TransportProtocol.Tcp, 23));
        new TransportPort(TransportProtocol.Tcp, 23).ToString().Should().Be("tcp/23");
        new TransportPort((TransportProtocol)33, 65535).ToString().Should().Be("33/65535");
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcp")]
    [InlineData("tcp/")]
    [InlineData("tcp/65536")]
    [InlineData("tcp/-1")]
    [InlineData("tcp/80/81")]
    public void What_is_no_port_is_refused(string text)
    {
        var parse = () => TransportPort.Parse(text);
        var error = parse.Should().Throw<NetworkException>().Which;
        (error.Message, error.Kind).Should().Be(($"invalid format for transport port: {text}", ErrorKind.InvalidParameter));
    }

    [Fact]
    public void The_JSON_of_a_port_has_a_number_for_the_protocol()
    {
        List<TransportPort> ports = [new(TransportProtocol.Tcp, 80), new(TransportProtocol.Sctp, 7)];
        var json = JsonSerializer.Serialize(ports, TestJson.Default.ListTransportPort);
        json.Should().Be("""[{"Proto":6,"Port":80},{"Proto":132,"Port":7}]""");
        JsonSerializer.Deserialize(json, TestJson.Default.ListTransportPort).Should().Equal(ports);
    }

    [Fact]
    public void The_JSON_of_a_binding_has_Go_names_and_empty_text_for_no_address()
    {
        List<PortBinding> bindings =
        [
            new() { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8000, HostPortEnd = 8010 },
            new() { Protocol = TransportProtocol.Udp, IP = IPAddress.Parse("172.17.0.2"), Port = 53, HostIP = IPAddress.IPv6Loopback, HostPort = 53 },
        ];
        var json = JsonSerializer.Serialize(bindings, TestJson.Default.ListPortBinding);
        json.Should().Be(
            """[{"Proto":6,"IP":"","Port":80,"HostIP":"","HostPort":8000,"HostPortEnd":8010},"""
            + """{"Proto":17,"IP":"172.17.0.2","Port":53,"HostIP":"::1","HostPort":53,"HostPortEnd":0}]""");
        JsonSerializer.Deserialize(json, TestJson.Default.ListPortBinding).Should().Equal(bindings);
    }

    [Fact]
    public void Absent_and_null_addresses_are_none() =>
        JsonSerializer.Deserialize("""[{"Proto":6,"IP":null,"Port":80}]""", TestJson.Default.ListPortBinding)
            .Should().Equal(new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80 });

    [Theory]
    [InlineData("""[{"IP":"ten"}]""", "invalid IP address: ten")]
    [InlineData("""[{"HostIP":7}]""", "IP address: expected a string, found Number")]
    public void An_address_that_cannot_be_read_is_named(string json, string message)
    {
        var read = () => JsonSerializer.Deserialize(json, TestJson.Default.ListPortBinding);
        read.Should().Throw<JsonException>().WithMessage(message);
    }

    [Theory]
    [InlineData(null, 0, 0, null, "80/tcp")]
    [InlineData("112.0.43.56", 8001, 0, "172.28.30.23", "112.0.43.56:8001:172.28.30.23:80/tcp")]
    [InlineData(null, 8001, 8001, null, "8001:80/tcp")]
    [InlineData(null, 8001, 8010, null, "8001-8010:80/tcp")]
    [InlineData("::1", 8001, 0, "2001:db8::2", "[::1]:8001:[2001:db8::2]:80/tcp")]
    [InlineData("127.0.0.1", 0, 0, null, "127.0.0.1::80/tcp")]
    [InlineData(null, 0, 0, "172.17.0.2", "172.17.0.2:80/tcp")]
    public void The_text_of_a_binding_leaves_out_what_is_not_set(string? hostIP, ushort hostPort, ushort end, string? ip, string text) =>
        new PortBinding
        {
            Protocol = TransportProtocol.Tcp, IP = ip is null ? null : IPAddress.Parse(ip), Port = 80,
            HostIP = hostIP is null ? null : IPAddress.Parse(hostIP), HostPort = hostPort, HostPortEnd = end,
        }.ToString().Should().Be(text);

    [Fact]
    public void A_binding_without_a_protocol_does_not_name_one() => new PortBinding { Port = 80 }.ToString().Should().Be("80");

    [Theory]
    [InlineData("tcp/172.28.30.23:80/112.0.43.56:8001", 6, "172.28.30.23", "112.0.43.56")]
    [InlineData("udp/:80/:8001", 17, null, null)]
    [InlineData("nope/:80/[::1]:8001", 0, null, "::1")]
    public void A_binding_is_read_from_the_older_text(string text, byte protocol, string? ip, string? hostIP) =>
        PortBinding.Parse(text).Should().Be(new PortBinding
        {
            Protocol = (TransportProtocol)protocol, IP = ip is null ? null : IPAddress.Parse(ip), Port = 80,
            HostIP = hostIP is null ? null : IPAddress.Parse(hostIP), HostPort = 8001,
        });

    [Theory]
    [InlineData("tcp", "invalid format for port binding: tcp")]
    [InlineData("tcp/:80", "invalid format for port binding: tcp/:80")]
    [InlineData("tcp/80/:81", "failed to parse Container IP/Port in port binding: invalid format: 80")]
    [InlineData("tcp/::1:80/:81", "failed to parse Container IP/Port in port binding: invalid format: ::1:80")]
    [InlineData("tcp/ten:80/:81", "failed to parse Container IP/Port in port binding: invalid ip: ten")]
    [InlineData("tcp/:80/10.0.0.1:x", "failed to parse Host IP/Port in port binding: invalid port: x")]
    [InlineData("tcp/:80/10.0.0.1:65536", "failed to parse Host IP/Port in port binding: invalid port: 65536")]
    public void What_is_no_binding_is_refused(string text, string message)
    {
        var parse = () => PortBinding.Parse(text);
        var error = parse.Should().Throw<NetworkException>().Which;
        (error.Message, error.Kind).Should().Be((message, ErrorKind.InvalidParameter));
    }

    [Fact]
    public void Any_named_port_comes_back_from_its_text() =>
        Gen.Select(Gen.Enum<TransportProtocol>().Where(protocol => protocol != TransportProtocol.None), Gen.UShort)
            .Select(pick => new TransportPort(pick.Item1, pick.Item2))
            .Sample(port => TransportPort.Parse(port.ToString()).Should().Be(port));
}
