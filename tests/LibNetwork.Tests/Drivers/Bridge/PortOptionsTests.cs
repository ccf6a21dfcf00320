using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Drivers.Bridge;
using LibNetwork.PortMapping;

namespace LibNetwork.Tests.Drivers.Bridge;

public sealed class PortOptionsTests
{
    private static readonly PortBinding Web = new() { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 };

    [Fact] // D-050
    public void Bindings_and_exposed_ports_are_read_from_any_list()
    {
        var options = new DriverOptions(
        [
            new(NetLabel.PortMap, new List<PortBinding> { Web }), new(NetLabel.ExposedPorts, new[] { new TransportPort(TransportProtocol.Tcp, 443) }),
        ]);

        var ports = PortOptionsParser.Parse(options);

        ports.Bindings.Should().Equal(Web);
        ports.Exposed.Should().Equal(new TransportPort(TransportProtocol.Tcp, 443));
        PortOptionsParser.Parse(DriverOptions.Empty).Should().BeSameAs(SandboxPorts.None);
    }

    [Theory] // F-075, D-064, D-066
    [InlineData(TransportProtocol.Icmp, 80, 8080, 0, null, "port binding 8080:80/icmp: unknown protocol")]
    [InlineData(TransportProtocol.None, 80, 8080, 0, null, "port binding 8080:80: unknown protocol")]
    [InlineData(TransportProtocol.Tcp, 0, 8080, 0, null, "port binding 8080:0/tcp: invalid transport port: 0")]
    [InlineData(TransportProtocol.Tcp, 80, 8080, 8079, null, "port binding 8080-8079:80/tcp: invalid port range: 8080-8079")]
    [InlineData(TransportProtocol.Tcp, 80, 0, 8079, null, "port binding 80/tcp: invalid port range: 0-8079")]
    [InlineData(TransportProtocol.Tcp, 80, 8080, 0, "224.0.0.1", "invalid host address in port binding: 224.0.0.1 (not the address of a host)")]
    [InlineData(TransportProtocol.Tcp, 80, 8080, 0, "255.255.255.255", "invalid host address in port binding: 255.255.255.255 (not the address of a host)")]
    [InlineData(TransportProtocol.Tcp, 80, 8080, 0, "ff02::1", "invalid host address in port binding: ff02::1 (not the address of a host)")]
    [InlineData(TransportProtocol.Tcp, 80, 8080, 0, "fe80::1", "invalid host address in port binding: fe80::1 (nothing is forwarded from or to a link-local address)")]
    public void A_binding_that_cannot_be_published_is_refused(
        TransportProtocol protocol, int port, int hostPort, int hostPortEnd, string? hostIP, string message)
    {
        var refusal = Refusal(new PortBinding
        {
            Protocol = protocol, Port = (ushort)port, HostPort = (ushort)hostPort, HostPortEnd = (ushort)hostPortEnd,
            HostIP = hostIP is null ? null : IPAddress.Parse(hostIP),
        });

        refusal.Kind.Should().Be(ErrorKind.InvalidParameter);
        refusal.Message.Should().Be(message);
    }

    [Fact] // F-063
    public void Publishing_on_the_loopback_of_IPv6_alone_is_not_offered_yet() =>
        Refusal(Web with { HostIP = IPAddress.IPv6Loopback }).Kind.Should().Be(ErrorKind.NotImplemented);

    [Fact]
    public void A_value_that_is_no_list_of_bindings_is_refused() =>
        FluentActions.Invoking(() => PortOptionsParser.Parse(new DriverOptions([new(NetLabel.PortMap, new[] { "80/tcp" })])))
            .Should().Throw<NetworkException>().WithMessage("failed to parse com.docker.network.portmap value: a list of PortBinding is wanted, not String[]");

    private static NetworkException Refusal(PortBinding binding) =>
        FluentActions.Invoking(() => PortOptionsParser.Parse(new DriverOptions([new(NetLabel.PortMap, new[] { binding })])))
            .Should().Throw<NetworkException>().Which;
}
