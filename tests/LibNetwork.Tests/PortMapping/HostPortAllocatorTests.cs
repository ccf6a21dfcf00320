using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.PortMapping;

namespace LibNetwork.Tests.PortMapping;

public sealed class HostPortAllocatorTests
{
    private readonly Dictionary<(IPAddress Address, ushort Port), Errno> _programs = [];
    private readonly HostPortAllocator _allocator;
    private EphemeralPorts _ephemeral = new(40000, 40003, []);
    private int _probes;

    public HostPortAllocatorTests() => _allocator = new HostPortAllocator(Probe, () => _ephemeral);

    [Fact] // F-071, F-072
    public void Both_families_get_the_same_port_even_if_it_is_free_for_one_alone()
    {
        var first = Allocate("a", Tcp("0.0.0.0"), Tcp("::"))[0].HostPort;
        Release("a", Tcp("0.0.0.0").On(first), Tcp("::").On(first));
        _programs[(IPAddress.IPv6Any, first)] = Errno.EADDRINUSE;

        var ports = Allocate("a", Tcp("0.0.0.0"), Tcp("::"));

        ports.Select(p => p.HostPort).Distinct().Should().ContainSingle().Which.Should().NotBe(first);
    }

    [Fact] // F-072
    public void A_member_that_comes_later_gets_the_groups_port_where_it_is_free_and_another_where_not()
    {
        WantedPort[] wanted = [Tcp("0.0.0.0"), Tcp("::")];
        var ipv4 = Allocate("a", wanted[0])[0];

        _allocator.Allocate("a", wanted, [ipv4, null])[1].HostPort.Should().Be(ipv4.HostPort);
        Release("a", wanted[1].On(ipv4.HostPort));
        _programs[(IPAddress.IPv6Any, ipv4.HostPort)] = Errno.EADDRINUSE;
        var ports = _allocator.Allocate("a", wanted, [ipv4, null]);

        ports[0].Should().Be(ipv4);
        ports[1].HostPort.Should().NotBe(ipv4.HostPort);
    }

    [Fact] // F-072
    public void What_is_wanted_twice_gets_two_ports_in_each_family()
    {
        var ports = Allocate("a", Tcp("0.0.0.0"), Tcp("::"), Tcp("0.0.0.0"), Tcp("::"));

        ports[0].HostPort.Should().Be(ports[1].HostPort).And.NotBe(ports[2].HostPort);
        ports[2].HostPort.Should().Be(ports[3].HostPort);
    }

    [Fact] // F-072, F-076
    public void Every_address_and_one_of_them_get_two_ports()
    {
        var ports = Allocate("a", Tcp("0.0.0.0"), Tcp("127.0.0.1"), Tcp("::"));

        ports[0].HostPort.Should().Be(ports[2].HostPort).And.NotBe(ports[1].HostPort);
    }

    [Fact] // F-072
    public void Who_has_less_choice_is_served_first_and_answers_come_in_the_order_asked()
    {
        _ephemeral = new EphemeralPorts(8000, 8003, []);

        var ports = Allocate("a", Tcp("0.0.0.0"), Tcp("0.0.0.0", 8000, 8002, port: 81), Tcp("0.0.0.0", 8000, port: 82), Tcp("0.0.0.0", 8001, port: 83));

        ports.Select(p => ((int)p.Port, (int)p.HostPort)).Should().Equal((80, 8003), (81, 8002), (82, 8000), (83, 8001));
    }

    [Theory] // F-076
    [InlineData("0.0.0.0", "0.0.0.0", true)]
    [InlineData("0.0.0.0", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "0.0.0.0", true)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("0.0.0.0", "::", false)]
    [InlineData("::", "2001:db8::1", true)]
    [InlineData("2001:db8::1", "::", true)]
    public void Every_address_is_in_the_way_of_each_single_one(string held, string wanted, bool isConflict)
    {
        Allocate("a", Tcp(held, 8080));

        var allocating = FluentActions.Invoking(() => Allocate("b", Tcp(wanted, 8080)));

        if (isConflict)
        {
            allocating.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.Conflict)
                .WithMessage($"Bind for *:8080 failed: port is already allocated: {Tcp(held, 8080)} is published by endpoint a");
        }
        else
        {
            allocating.Should().NotThrow();
        }
    }

    [Fact] // F-082
    public void Whoever_cannot_have_all_gets_nothing_and_hears_every_reason()
    {
        Allocate("a", Tcp("0.0.0.0", 8080));
        _programs[(IPAddress.Any, 9000)] = Errno.EADDRINUSE;
        _programs[(IPAddress.Any, 80)] = Errno.EACCES;

        FluentActions.Invoking(() => Allocate("b", Tcp("0.0.0.0", 8081), Tcp("0.0.0.0", 8080), Tcp("0.0.0.0", 9000), Tcp("0.0.0.0", 80), Tcp("0.0.0.0")))
            .Should().Throw<NetworkException>().Which.Message.Split('\n').Should().HaveCount(3);

        Allocate("c", Tcp("0.0.0.0", 8081), Tcp("0.0.0.0", 40000), Tcp("0.0.0.0", 40001), Tcp("0.0.0.0", 40002), Tcp("0.0.0.0", 40003));
    }

    [Fact]
    public void One_who_wants_the_same_port_twice_is_in_his_own_way() =>
        FluentActions.Invoking(() => Allocate("a", Tcp("0.0.0.0", 8080), Tcp("0.0.0.0", 8080, port: 81)))
            .Should().Throw<NetworkException>().WithMessage("*is published by endpoint a");

    [Fact]
    public void An_address_that_is_not_the_hosts_is_told_at_once()
    {
        for (ushort port = 40000; port < 40004; port++)
        {
            _programs[(IPAddress.Parse("192.0.2.9"), port)] = Errno.EADDRNOTAVAIL;
        }

        FluentActions.Invoking(() => Allocate("a", Tcp("192.0.2.9"))).Should().Throw<NetworkException>()
            .Where(e => e.Kind == ErrorKind.InvalidParameter).WithMessage("failed to bind host port 192.0.2.9:*/tcp: cannot assign requested address");
        _probes.Should().Be(1);
    }

    [Fact] // F-073: nothing but the endpoint need be remembered
    public void An_ephemeral_port_is_found_again_by_another_allocator()
    {
        _ephemeral = new EphemeralPorts(32768, 60999, []);
        var again = new HostPortAllocator(Probe, () => _ephemeral);
        var endpoints = Enumerable.Range(0, 200).Select(i => i.ToString("x64")).ToList();

        var first = endpoints.ConvertAll(id => Allocate(id, Tcp("0.0.0.0"))[0]);

        endpoints.Select(id => again.Allocate(id, [Tcp("0.0.0.0")], [null])[0]).Should().Equal(first);
        first.Select(p => p.HostPort).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void What_is_adopted_is_not_probed_and_in_the_way_of_others()
    {
        _programs[(IPAddress.Any, 8080)] = Errno.EADDRINUSE;

        _allocator.Adopt("a", Tcp("0.0.0.0", 8080).On(8080)).Should().BeNull();
        _allocator.Adopt("b", Tcp("127.0.0.1", 8080).On(8080)).Should().EndWith("tcp 0.0.0.0:8080 is published by endpoint a");

        _probes.Should().Be(0);
    }

    [Fact]
    public void What_another_holds_is_not_released()
    {
        Allocate("a", Tcp("0.0.0.0", 8080));

        Release("b", Tcp("0.0.0.0").On(8080));
        FluentActions.Invoking(() => Allocate("b", Tcp("0.0.0.0", 8080))).Should().Throw<NetworkException>();
        Release("a", Tcp("0.0.0.0").On(8080));

        Allocate("b", Tcp("0.0.0.0", 8080));
    }

    private PublishedPort[] Allocate(string endpoint, params WantedPort[] wanted) =>
        _allocator.Allocate(endpoint, wanted, new PublishedPort?[wanted.Length]);

    private void Release(string endpoint, params PublishedPort[] ports) => _allocator.Release(endpoint, ports);

    private Errno Probe(PublishedPort port)
    {
        _probes++;
        return _programs.GetValueOrDefault((port.HostAddress, port.HostPort));
    }

    private static WantedPort Tcp(string host, ushort first = 0, ushort last = 0, ushort port = 80)
    {
        var address = IPAddress.Parse(host);
        var inside = IPAddress.Parse(host.Contains(':') ? "fd00::2" : "10.0.0.2");
        return new WantedPort(TransportProtocol.Tcp, address, first, last == 0 ? first : last, inside, port);
    }
}
