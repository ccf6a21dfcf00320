using System.Net;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork.Tests.Engine;

/// <summary>Who is a sandbox's way out (C-105 to C-109).</summary>
public sealed class GatewaySelectionTests
{
    private static readonly IPAddress s_ipv4 = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress s_ipv6 = IPAddress.Parse("fd00::1");

    [Fact]
    public void A_higher_priority_comes_first_whatever_else_is_offered()
    {
        var plain = Endpoint("a", new JoinRecord { Gateway = s_ipv4, GatewayIPv6 = s_ipv6 });
        var wanted = Endpoint("z", new JoinRecord { Gateway = s_ipv4 }, priority: 1);
        Gateways.Of([plain, wanted]).Should().Be(new Gateways(wanted, plain), "each family is chosen for itself (row C-106)");
    }

    [Fact]
    public void An_internal_network_comes_after_one_that_is_not()
    {
        var inner = Endpoint("a", new JoinRecord { Gateway = s_ipv4, GatewayIPv6 = s_ipv6 }, isInternal: true);
        var outer = Endpoint("z", new JoinRecord { Gateway = s_ipv4 });
        Gateways.Of([inner, outer]).IPv4.Should().BeSameAs(outer);
    }

    [Fact]
    public void Both_families_come_before_one_and_one_before_none()
    {
        var none = Endpoint("a", new JoinRecord());
        var one = Endpoint("b", new JoinRecord { GatewayIPv6 = s_ipv6 });
        var both = Endpoint("c", new JoinRecord { Gateway = s_ipv4, GatewayIPv6 = s_ipv6 });
        Gateways.Ordered([none, one, both]).Should().Equal(both, one, none);
    }

    [Fact]
    public void Among_equals_the_networks_name_decides()
    {
        var second = Endpoint("b", new JoinRecord { Gateway = s_ipv4 });
        var first = Endpoint("a", new JoinRecord { Gateway = s_ipv4 });
        Gateways.Of([second, first]).Should().Be(new Gateways(first, IPv6: null));
    }

    [Fact]
    public void A_gateway_network_is_taken_for_want_of_anything_better_even_when_another_has_a_negative_priority()
    {
        var last = Endpoint("dnet_gwbridge", new JoinRecord { Gateway = s_ipv4 });
        var better = Endpoint("z", new JoinRecord { Gateway = s_ipv4 }, priority: -5);
        Gateways.Of([last, better]).IPv4.Should().BeSameAs(better, "row C-108 is not reproduced");
    }

    [Fact]
    public void A_forced_gateway_and_a_default_route_count_as_gateways()
    {
        var forced = Endpoint("a", new JoinRecord { ForceGatewayIPv4 = true });
        var routed = Endpoint("b", new JoinRecord { Routes = [new RouteRecord(IPNetwork.Parse("0.0.0.0/0"), null), new RouteRecord(IPNetwork.Parse("::/0"), s_ipv6)] });
        Gateways.Of([routed, forced]).Should().Be(new Gateways(routed, routed), "it leads out in both families");
        Gateways.Of([forced]).Should().Be(new Gateways(forced, IPv6: null));
        DefaultRoute.Of(routed.Record.Join, v6: true).Should().Be(new DefaultRoute(s_ipv6));
        DefaultRoute.Of(routed.Record.Join, v6: false).Should().Be(new DefaultRoute(null));
        DefaultRoute.Of(forced.Record.Join, v6: false).Should().BeNull("its driver makes the route itself");
    }

    [Fact]
    public void A_route_to_somewhere_is_no_way_out() =>
        Gateways.Of([Endpoint("a", new JoinRecord { Routes = [new RouteRecord(IPNetwork.Parse("10.0.0.0/8"), s_ipv4)] })]).Should().Be(default(Gateways));

    private static Endpoint Endpoint(string network, JoinRecord join, int priority = 0, bool isInternal = false) => new(
        new Network(null!, new NetworkRecord
        {
            Id = network,
            Created = DateTimeOffset.UnixEpoch,
            Config = new NetworkConfig { Name = network, Internal = isInternal },
        }, null!),
        new EndpointRecord
        {
            Id = network + "-endpoint",
            NetworkId = network,
            Created = DateTimeOffset.UnixEpoch,
            Config = new EndpointConfig { Name = "e", GatewayPriority = priority },
            Join = join,
        });
}
