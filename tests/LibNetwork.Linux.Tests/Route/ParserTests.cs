using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Tests.Netlink;

namespace LibNetwork.Linux.Tests.Route;

public sealed class ParserTests
{
    [Fact]
    public void A_links_message_says_all_of_it()
    {
        LinkParser.TryParse(16, Samples.Link, out var link).Should().BeTrue();

        link.Should().BeEquivalentTo(new LinkInfo
        {
            Index = 3,
            Name = "vh1",
            Kind = "veth",
            PortKind = "bridge",
            Address = new PhysicalAddress([2, 0x42, 10, 0x58, 0, 0xb]),
            Mtu = 1500,
            Flags = LinkFlags.Up | LinkFlags.Broadcast | LinkFlags.Multicast,
            OperationalState = OperationalState.LowerLayerDown,
            MasterIndex = 2,
            PeerIndex = 2,
            PeerNamespaceId = 0,
            Group = 7,
            Alias = "dnet:0123abcd",
            AlternativeNames = ["longlonglonglonglongname", "second"],
            AddressGenerationMode = AddressGenerationMode.None,
            PortForwards = false,
            TransmitQueueLength = 1000,
            BridgePort = new BridgePortSettings
            {
                Hairpin = true,
                Isolated = false,
                Learning = true,
                UnicastFlood = true,
                MulticastFlood = false,
                BroadcastFlood = true,
                NeighbourSuppress = false,
                Guard = false,
            },
        });
    }

    [Fact]
    public void A_routes_message_says_all_of_it_with_its_table_beyond_255()
    {
        RouteParser.TryParse(24, Samples.Route, out var route).Should().BeTrue();

        route.Should().BeEquivalentTo(new RouteInfo
        {
            Destination = IPNetwork.Parse("10.99.0.0/16"),
            Gateway = IPAddress.Parse("10.88.0.9"),
            LinkIndex = 2,
            Table = 300,
            Metric = 5,
            Kind = RouteKind.Unicast,
            Protocol = RouteProtocol.Static,
        });
    }

    [Fact]
    public void An_addresss_own_end_is_told_from_the_far_end()
    {
        AddressParser.TryParse(20, Wire.Hex("""
            02 20 80 00 07000000        // ifaddrmsg: AF_INET /32 PERMANENT, link 7
            0800 0100 0a000002          // IFA_ADDRESS: the far end
            0800 0200 0a000001          // IFA_LOCAL
            0800 0800 80020000          // IFA_FLAGS: PERMANENT|NOPREFIXROUTE
            """), out var pointToPoint).Should().BeTrue();
        AddressParser.TryParse(20, Wire.Hex("""
            0a 40 c0 fd 07000000        // AF_INET6 /64 PERMANENT|TENTATIVE, scope link
            1400 0100 fe800000000000000000000000000001
            """), out var linkLocal).Should().BeTrue();

        pointToPoint.Should().BeEquivalentTo(new AddressInfo
        {
            LinkIndex = 7,
            Address = IPAddress.Parse("10.0.0.1"),
            Peer = IPAddress.Parse("10.0.0.2"),
            PrefixLength = 32,
            Flags = AddressFlags.Permanent | AddressFlags.NoPrefixRoute,
        });
        linkLocal.Address.Should().Be(IPAddress.Parse("fe80::1"));
        linkLocal.Peer.Should().BeNull();
        linkLocal.IsTentative.Should().BeTrue();
        linkLocal.Scope.Should().Be(RouteScope.Link);
    }

    [Fact]
    public void A_forwarding_entry_has_its_remote_host_and_its_bridge()
    {
        NeighbourParser.TryParse(28, Wire.Hex("""
            07 00 0000 05000000 8000 02 00   // ndmsg: AF_BRIDGE, link 5, PERMANENT, SELF
            0a00 0200 02420a580007 0000      // NDA_LLADDR
            0800 0100 c0000201               // NDA_DST
            0600 0500 0300 0000              // NDA_VLAN
            0800 0700 00010000               // NDA_VNI
            0800 0900 09000000               // NDA_MASTER
            """), out var entry).Should().BeTrue();

        entry.Should().BeEquivalentTo(new NeighbourInfo
        {
            LinkIndex = 5,
            Address = IPAddress.Parse("192.0.2.1"),
            Mac = new PhysicalAddress([2, 0x42, 10, 0x58, 0, 7]),
            State = NeighbourState.Permanent,
            IsOwn = true,
            MasterIndex = 9,
            Vlan = 3,
            Vni = 256,
        });
    }

    [Fact]
    public void A_message_of_another_kind_is_left_alone()
    {
        LinkParser.TryParse(20, Samples.Link, out _).Should().BeFalse();
        AddressParser.TryParse(16, Samples.Link, out _).Should().BeFalse();
        RouteParser.TryParse(16, Samples.Link, out _).Should().BeFalse();
        NeighbourParser.TryParse(16, Samples.Link, out _).Should().BeFalse();
    }
}
