using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.Linux;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;

namespace LibNetwork.IntegrationTests.Linux;

public sealed class AddressAndRouteTests
{
    [Fact]
    public async Task The_route_of_a_packet_is_the_tables_entry_and_without_one_there_is_none()
    {
        await using var host = await TestHost.CreateAsync();
        var world = IPAddress.Parse("203.0.113.1");
        var worldIPv6 = IPAddress.Parse("2000::1");
        (await host.Route.GetRouteAsync(world)).Should().BeNull();
        (await host.Route.GetRouteAsync(worldIPv6)).Should().BeNull();
        host.Run("""
            ip link add wan type veth peer name lan
            ip link set wan up
            ip link set lan up
            ip address add 192.0.2.1/24 dev wan
            ip address add 2001:db8::1/64 dev wan nodad
            ip route add default via 192.0.2.2
            ip route add default via 2001:db8::2
            """);
        var wan = await host.Route.GetLinkIndexAsync("wan");

        (await host.Route.GetRouteAsync(world))!.Should().BeEquivalentTo(new { IsDefault = true, LinkIndex = wan, Gateway = IPAddress.Parse("192.0.2.2") });
        (await host.Route.GetRouteAsync(worldIPv6))!.Should().BeEquivalentTo(new { IsDefault = true, LinkIndex = wan, Gateway = IPAddress.Parse("2001:db8::2") });
        (await host.Route.GetRouteAsync(IPAddress.Parse("192.0.2.77")))!.Should().BeEquivalentTo(
            new { IsDefault = false, Destination = IPNetwork.Parse("192.0.2.0/24"), LinkIndex = wan });
    }

    [Fact]
    public async Task An_address_keeps_who_gave_it()
    {
        await using var host = await TestHost.CreateAsync();
        var lo = await host.Route.GetLinkIndexAsync("lo");

        await host.SendAsync(batch => batch.AddAddress(new AddressSpec(lo, IPAddress.Parse("10.88.0.1"), 32) { Protocol = 100 })
            .AddAddress(new AddressSpec(lo, IPAddress.Parse("fd00::1"), 128) { Protocol = 101 }));

        (await host.Route.GetAddressesAsync(lo)).Where(a => a.Protocol >= 100).Select(a => (a.Address.ToString(), a.Protocol))
            .Should().BeEquivalentTo([("10.88.0.1", (byte)100), ("fd00::1", (byte)101)]);
    }

    [Fact]
    public async Task Addresses_of_both_families_are_added_listed_and_deleted()
    {
        await using var host = await TestHost.CreateAsync();
        var link = await Bridge(host);

        await host.SendAsync(b => b
            .AddAddress(new AddressSpec(link, IPAddress.Parse("10.1.0.1"), 16) { Broadcast = IPAddress.Parse("10.1.255.255") })
            .AddAddress(link, IPAddress.Parse("fd01::1"), 64)
            .AddAddress(new AddressSpec(link, IPAddress.Parse("10.2.0.1"), 24) { NoPrefixRoute = true })
            .AddAddress(new AddressSpec(link, IPAddress.Parse("10.3.0.1"), 32) { Peer = IPAddress.Parse("10.3.0.2") }));

        host.Run("ip -o addr show br0").Should().Contain("10.1.0.1/16 brd 10.1.255.255 scope global br0")
            .And.Contain("fd01::1/64 scope global nodad").And.Contain("10.2.0.1/24 scope global noprefixroute")
            .And.Contain("10.3.0.1 peer 10.3.0.2/32");
        var listed = (await host.Route.GetAddressesAsync(link)).Where(a => a.Scope == RouteScope.Universe).ToList();
        listed.Select(a => $"{a.Address}/{a.PrefixLength}").Should().BeEquivalentTo(
            "10.1.0.1/16", "10.2.0.1/24", "10.3.0.1/32", "fd01::1/64");
        listed.Single(a => a.Peer is not null).Peer.Should().Be(IPAddress.Parse("10.3.0.2"));
        listed.Single(a => a.PrefixLength == 24).Flags.Should().HaveFlag(AddressFlags.NoPrefixRoute);
        (await host.Route.GetAddressesAsync()).Should().Contain(a => a.LinkIndex == 1);

        await host.SendAsync(b => b.DeleteAddress(link, IPAddress.Parse("10.1.0.1"), 16).DeleteAddress(link, IPAddress.Parse("fd01::1"), 64)
            .DeleteAddress(link, IPAddress.Parse("10.9.9.9"), 32).TolerateMissing());
        host.Run("ip -o addr show br0").Should().NotContain("10.1.0.1").And.NotContain("fd01::1");
    }

    [Fact]
    public async Task An_address_that_is_there_is_refused_or_replaced()
    {
        await using var host = await TestHost.CreateAsync();
        var link = await Bridge(host);
        var spec = new AddressSpec(link, IPAddress.Parse("fd01::1"), 64) { NoDuplicateDetection = true };
        await host.SendAsync(b => b.AddAddress(spec));

        var again = () => host.SendAsync(b => b.AddAddress(spec));

        var error = (await again.Should().ThrowAsync<NetlinkException>()).Which;
        error.Errno.Should().Be(Errno.EEXIST);
        error.Operation.Should().Be($"add address fd01::1/64 to link {link}");
        await host.SendAsync(b => b.ReplaceAddress(spec));
    }

    [Fact]
    public async Task Routes_of_both_families_go_by_gateways_and_links()
    {
        await using var host = await TestHost.CreateAsync();
        var link = await Bridge(host);
        await host.SendAsync(b => b.AddAddress(link, IPAddress.Parse("10.1.0.1"), 16).AddAddress(link, IPAddress.Parse("fd01::1"), 64));

        await host.SendAsync(b => b
            .AddRoute(new RouteSpec { Gateway = IPAddress.Parse("10.1.0.9"), LinkIndex = link })
            .AddRoute(new RouteSpec { Gateway = IPAddress.Parse("fd01::9"), LinkIndex = link })
            .AddRoute(new RouteSpec { Destination = IPNetwork.Parse("10.7.0.0/16"), LinkIndex = link, Source = IPAddress.Parse("10.1.0.1") })
            .AddRoute(new RouteSpec { Destination = IPNetwork.Parse("10.8.0.0/16"), Gateway = IPAddress.Parse("192.0.2.1"), LinkIndex = link, OnLink = true })
            .AddRoute(new RouteSpec { Destination = IPNetwork.Parse("10.9.0.0/16"), Kind = RouteKind.Blackhole, Table = 1000, Metric = 7 }));

        host.Run("ip -o route").Should().Contain("default via 10.1.0.9 dev br0 proto static")
            .And.Contain("10.7.0.0/16 dev br0 proto static scope link src 10.1.0.1")
            .And.Contain("10.8.0.0/16 via 192.0.2.1 dev br0 proto static onlink");
        host.Run("ip -o -6 route").Should().Contain("default via fd01::9 dev br0 proto static");
        host.Run("ip -o route show table 1000").Should().Contain("blackhole 10.9.0.0/16 proto static metric 7");
        var routes = await host.Route.GetRoutesAsync();
        routes.Count(r => r.IsDefault && r.Table == 254).Should().Be(2);
        routes.Should().ContainSingle(r => r.Table == 1000)
            .Which.Should().BeEquivalentTo(new { Kind = RouteKind.Blackhole, Metric = 7u, Destination = IPNetwork.Parse("10.9.0.0/16") });
    }

    [Fact]
    public async Task A_route_is_replaced_deleted_and_unreachable_gateways_are_refused_in_the_kernels_words()
    {
        await using var host = await TestHost.CreateAsync();
        var link = await Bridge(host);
        await host.SendAsync(b => b.AddAddress(link, IPAddress.Parse("10.1.0.1"), 16));
        var route = new RouteSpec { Destination = IPNetwork.Parse("10.7.0.0/16"), LinkIndex = link };
        await host.SendAsync(b => b.AddRoute(route));

        await host.SendAsync(b => b.ReplaceRoute(new RouteSpec { Destination = route.Destination, Gateway = IPAddress.Parse("10.1.0.2") }));
        host.Run("ip -o route show 10.7.0.0/16").Should().Contain("via 10.1.0.2 dev br0");
        await host.SendAsync(b => b.DeleteRoute(new RouteSpec { Destination = route.Destination }).DeleteRoute(route).TolerateMissing());
        host.Run("ip -o route show 10.7.0.0/16").Should().BeEmpty();

        var unreachable = () => host.SendAsync(b => b.AddRoute(new RouteSpec { Gateway = IPAddress.Parse("192.0.2.1") }));
        var error = (await unreachable.Should().ThrowAsync<NetlinkException>()).Which;
        error.Operation.Should().Be("add route default");
        error.ExtendedAck.Should().Be("Nexthop has invalid gateway");
    }

    [Fact]
    public async Task Neighbours_and_proxies_are_set_by_hand()
    {
        await using var host = await TestHost.CreateAsync();
        var link = await Bridge(host);
        var mac = new PhysicalAddress([2, 0x42, 0, 0, 0, 7]);

        await host.SendAsync(b => b
            .AddNeighbour(new NeighbourSpec(link, IPAddress.Parse("10.1.0.7")) { Mac = mac })
            .AddNeighbour(new NeighbourSpec(link, IPAddress.Parse("fd01::7")) { Mac = mac })
            .AddNeighbour(new NeighbourSpec(link, IPAddress.Parse("10.1.0.8")) { Proxy = true }));

        host.Run("ip neigh show dev br0").Should().Contain("10.1.0.7 lladdr 02:42:00:00:00:07 PERMANENT").And.Contain("fd01::7 lladdr 02:42:00:00:00:07 PERMANENT");
        host.Run("ip neigh show proxy").Should().Contain("10.1.0.8 dev br0");
        (await host.Route.GetNeighboursAsync()).Where(n => n.State == NeighbourState.Permanent && n.LinkIndex == link)
            .Select(n => n.Address!.ToString()).Should().BeEquivalentTo("10.1.0.7", "fd01::7");
        (await host.Route.GetNeighboursAsync(proxies: true)).Should().ContainSingle(n => n.IsProxy).Which.Address.Should().Be(IPAddress.Parse("10.1.0.8"));

        await host.SendAsync(b => b
            .DeleteNeighbour(new NeighbourSpec(link, IPAddress.Parse("10.1.0.7")))
            .DeleteNeighbour(new NeighbourSpec(link, IPAddress.Parse("10.1.0.8")) { Proxy = true })
            .DeleteNeighbour(new NeighbourSpec(link, IPAddress.Parse("10.1.0.9"))).TolerateMissing());
        host.Run("ip neigh show nud permanent dev br0").Should().NotContain("10.1.0.7");
        host.Run("ip neigh show proxy").Should().BeEmpty();
    }

    [Fact]
    public async Task Forwarding_entries_of_bridges_and_vxlan_links_are_set_by_hand()
    {
        await using var host = await TestHost.CreateAsync();
        var bridge = await Bridge(host);
        await host.SendAsync(b => b
            .AddVeth(new VethSpec("port", "peer") { MasterIndex = bridge, Up = true })
            .AddLink(new LinkSpec("vx0", "vxlan") { WriteData = w => { w.WriteUInt32(1, 256); w.WriteUInt16BigEndian(15, 4789); } }));
        var port = await host.Route.GetLinkIndexAsync("port");
        var vxlan = await host.Route.GetLinkIndexAsync("vx0");
        var mac = new PhysicalAddress([2, 0x42, 0, 0, 0, 7]);

        await host.SendAsync(b => b
            .AddForwarding(new ForwardingSpec(port, mac) { InBridge = true })
            .AddForwarding(new ForwardingSpec(vxlan, mac) { Remote = IPAddress.Parse("192.0.2.1") })
            .AddForwarding(new ForwardingSpec(vxlan, new PhysicalAddress(new byte[6])) { Remote = IPAddress.Parse("192.0.2.1"), Append = true })
            .AddForwarding(new ForwardingSpec(vxlan, new PhysicalAddress(new byte[6])) { Remote = IPAddress.Parse("192.0.2.2"), Append = true }));

        host.Run("bridge fdb show dev port").Should().Contain("02:42:00:00:00:07 master br0 static");
        host.Run("bridge fdb show dev vx0").Should().Contain("02:42:00:00:00:07 dst 192.0.2.1 self permanent")
            .And.Contain("00:00:00:00:00:00 dst 192.0.2.1").And.Contain("00:00:00:00:00:00 dst 192.0.2.2");
        (await host.Route.GetForwardingAsync()).Should().Contain(f => f.LinkIndex == port && f.Mac!.Equals(mac) && f.MasterIndex == bridge && !f.IsOwn)
            .And.Contain(f => f.LinkIndex == vxlan && f.Mac!.Equals(mac) && f.IsOwn && f.Address!.Equals(IPAddress.Parse("192.0.2.1")));

        await host.SendAsync(b => b
            .DeleteForwarding(new ForwardingSpec(port, mac) { InBridge = true })
            .DeleteForwarding(new ForwardingSpec(vxlan, mac) { Remote = IPAddress.Parse("192.0.2.1") })
            .DeleteForwarding(new ForwardingSpec(vxlan, mac)).TolerateMissing());
        host.Run("bridge fdb show").Should().NotContain("02:42:00:00:00:07");
    }

    private static async Task<int> Bridge(TestHost host)
    {
        await host.SendAsync(b => b.AddBridge(new BridgeSpec("br0") { Up = true }));
        return await host.Route.GetLinkIndexAsync("br0");
    }
}
