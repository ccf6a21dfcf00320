using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;

namespace LibNetwork.Tests.Engine;

public sealed class JoinInfoTests
{
    private readonly InterfaceNames _names = new();

    [Fact]
    public void A_driver_that_moves_a_link_gets_the_lowest_free_name()
    {
        _names.Reserve("eth", "");
        var join = new JoinInfo(_names, wantedName: "");
        join.SetNames("veth123", "eth");
        join.Record.Should().Match<LibNetwork.Store.JoinRecord>(r => r.HostName == "veth123" && r.InterfaceName == "eth1" && !r.CreatedInSandbox, "row A-013");
    }

    [Fact]
    public void The_users_name_wins_over_the_drivers_and_that_over_the_prefix()
    {
        var users = new JoinInfo(_names, wantedName: "lan");
        users.SetNames("a", "eth", "drivers");
        users.Record.InterfaceName.Should().Be("lan");
        var drivers = new JoinInfo(_names, wantedName: "");
        drivers.SetNames("b", "eth", "drivers");
        drivers.Record.InterfaceName.Should().Be("drivers", "row A-035");
    }

    [Fact]
    public void An_interface_born_inside_has_the_reserved_name_and_no_other()
    {
        var join = new JoinInfo(_names, wantedName: "");
        var name = join.ReserveName("eth");
        join.ReserveName("eth").Should().Be(name, "a name is reserved once");
        join.Invoking(j => j.SetCreatedInSandbox("veth1", "other")).Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.InvalidParameter);
        join.SetCreatedInSandbox("veth1", name);
        join.Record.CreatedInSandbox.Should().BeTrue();
    }

    [Fact]
    public void A_driver_that_names_no_interface_makes_none() => new JoinInfo(_names, wantedName: "").Record.InterfaceName.Should().BeEmpty();

    [Fact]
    public void A_gateway_of_the_wrong_family_is_invalid()
    {
        var join = new JoinInfo(_names, wantedName: "");
        join.Invoking(j => j.SetGateway(IPAddress.IPv6Loopback)).Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.InvalidParameter);
        join.Invoking(j => j.SetGatewayIPv6(IPAddress.Loopback)).Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    [Fact]
    public void A_route_has_a_next_hop_if_and_only_if_it_says_so()
    {
        var join = new JoinInfo(_names, wantedName: "");
        var everywhere = IPNetwork.Parse("10.0.0.0/8");
        join.Invoking(j => j.AddStaticRoute(everywhere, RouteType.NextHop)).Should().Throw<NetworkException>();
        join.Invoking(j => j.AddStaticRoute(everywhere, RouteType.Connected, IPAddress.Loopback)).Should().Throw<NetworkException>();
        join.AddStaticRoute(everywhere, RouteType.NextHop, IPAddress.Parse("10.0.0.1"));
        join.AddStaticRoute(everywhere, RouteType.Connected);
        join.Record.Routes.Select(route => route.NextHop).Should().Equal(IPAddress.Parse("10.0.0.1"), null);
    }
}
