using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.PortMapping;

namespace LibNetwork.Tests.PortMapping;

public sealed class SandboxPortsTests
{
    private static readonly IPAddress IPv4 = IPAddress.Parse("10.0.0.2");
    private static readonly IPAddress IPv6 = IPAddress.Parse("fd00::2");

    [Theory] // F-071, F-078
    [InlineData(null, true, true, "tcp 0.0.0.0:8080", "tcp [::]:8080")]
    [InlineData(null, true, false, "tcp 0.0.0.0:8080")]
    [InlineData(null, false, true, "tcp [::]:8080")]
    [InlineData(null, false, false)]
    [InlineData("0.0.0.0", true, true, "tcp 0.0.0.0:8080")]
    [InlineData("::", true, true, "tcp [::]:8080")]
    [InlineData("::", true, false)]
    [InlineData("127.0.0.1", true, true, "tcp 127.0.0.1:8080")]
    [InlineData("127.0.0.1", false, true)]
    public void A_binding_is_published_where_it_says_by_the_families_there_are(string? host, bool ipv4, bool ipv6, params string[] expected) =>
        Ports(new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080, HostIP = host is null ? null : IPAddress.Parse(host) })
            .Wanted(ipv4 ? IPv4 : null, ipv6 ? IPv6 : null, null).Select(w => w.ToString()).Should().Equal(expected);

    [Fact] // D-007
    public void A_default_host_address_is_for_bindings_without_one()
    {
        var binding = new PortBinding { Protocol = TransportProtocol.Udp, Port = 53, HostPort = 5300, HostPortEnd = 5310 };

        Ports(binding, binding with { HostIP = IPAddress.IPv6Any }).Wanted(IPv4, IPv6, IPAddress.Loopback).Select(w => w.ToString())
            .Should().Equal("udp 127.0.0.1:5300-5310", "udp [::]:5300-5310");
    }

    [Theory] // F-079
    [InlineData(true, true, "tcp 0.0.0.0:0 direct", "tcp [::]:0 direct", "udp 0.0.0.0:0 direct")]
    [InlineData(true, false, "tcp 0.0.0.0:0 direct", "tcp [::]:8080", "tcp [::]:8081", "udp 0.0.0.0:0 direct")]
    [InlineData(false, true, "tcp 0.0.0.0:8080", "tcp [::]:0 direct", "tcp 0.0.0.0:8081", "udp 127.0.0.1:5300-5310")]
    public void In_a_routed_family_a_port_takes_none_of_the_host_and_is_wanted_once(bool ipv4, bool ipv6, params string[] expected)
    {
        var web = new PortBinding { Protocol = TransportProtocol.Tcp, Port = 80, HostPort = 8080 };
        var dns = new PortBinding { Protocol = TransportProtocol.Udp, Port = 53, HostIP = IPAddress.Loopback, HostPort = 5300, HostPortEnd = 5310 };

        Ports(web, web with { HostPort = 8081 }, dns).Wanted(IPv4, IPv6, null, (ipv4, ipv6))
            .Select(w => w.IsDirect ? $"{w} direct" : w.ToString()).Should().Equal(expected);
    }

    [Fact] // F-079
    public void A_port_of_the_host_does_not_meet_what_is_wanted_directly_nor_the_other_way_round()
    {
        var any = new WantedPort(TransportProtocol.Tcp, IPAddress.Any, 0, 0, IPv4, 80);
        var direct = any with { IsDirect = true };

        HeldPorts.Match([any], [direct.On(0)]).Should().Equal((PublishedPort?)null);
        HeldPorts.Match([direct], [any.On(8080)]).Should().Equal((PublishedPort?)null);
        HeldPorts.Match([any, direct], [direct.On(0), any.On(8080)]).Should().Equal(any.On(8080), direct.On(0));
    }

    [Fact]
    public void What_is_held_goes_to_whom_has_the_least_choice()
    {
        var any = new WantedPort(TransportProtocol.Tcp, IPAddress.Any, 0, 0, IPv4, 80);
        var (range, exact) = (any with { First = 8000, Last = 8010 }, any with { First = 8005, Last = 8005 });

        var held = HeldPorts.Match([any, range, exact, exact with { Port = 81 }], [any.On(8005), any.On(9000), any.On(8001)]);

        held.Should().Equal(any.On(9000), any.On(8001), any.On(8005), null);
    }

    [Fact]
    public void What_leads_to_another_address_of_the_sandbox_is_not_held()
    {
        var wanted = new WantedPort(TransportProtocol.Tcp, IPAddress.Any, 0, 0, IPv4, 80);

        HeldPorts.Match([wanted], [wanted.On(8080) with { Address = IPAddress.Parse("10.0.0.3") }]).Should().Equal((PublishedPort?)null);
    }

    private static SandboxPorts Ports(params PortBinding[] bindings) => new(bindings, []);
}
