using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Tests.Netlink;

namespace LibNetwork.Linux.Tests.Route;

/// <summary>The bytes of each request against <c>linux/rtnetlink.h</c>; the same as <c>ip</c> sends, but for the order of attributes.</summary>
public sealed class RouteBatchTests
{
    private static readonly PhysicalAddress Mac = new([2, 0x42, 10, 0x58, 0, 0xa]);

    [Fact]
    public void A_bridge_is_made_with_its_options() => Bytes(b => b.AddBridge(new BridgeSpec("br0")
    {
        Address = new PhysicalAddress([2, 0x42, 0, 0, 0, 1]),
        Up = true,
        Settings = new BridgeSettings { MulticastSnooping = false },
    })).Should().Equal(Wire.Hex("""
        50000000 1000 0106 00000000 00000000          // RTM_NEWLINK REQUEST|EXCL|CREATE
        00 00 0000 00000000 01000000 01000000         // ifinfomsg: IFF_UP
        0800 0300 62723000                            // IFLA_IFNAME br0
        0a00 0100 024200000001 0000                   // IFLA_ADDRESS
        1c00 1200                                     // IFLA_LINKINFO
          0b00 0100 62726964676500 00                 // IFLA_INFO_KIND bridge
          0c00 0200                                   // IFLA_INFO_DATA
            0500 1700 00 000000                       // IFLA_BR_MCAST_SNOOPING 0
        """));

    [Fact]
    public void A_veths_peer_has_a_header_a_name_and_a_mac_of_its_own() => Bytes(b => b.AddVeth(new VethSpec("vh1", "eth0")
    {
        PeerAddress = Mac,
        MasterIndex = 2,
        Group = 7,
        Mtu = 1400,
    })).Should().Equal(Wire.Hex("""
        88000000 1000 0106 00000000 00000000
        00 00 0000 00000000 00000000 00000000
        0800 0300 76683100                            // IFLA_IFNAME vh1
        0800 0400 78050000                            // IFLA_MTU 1400
        0800 0a00 02000000                            // IFLA_MASTER 2
        0800 1b00 07000000                            // IFLA_GROUP 7
        4800 1200                                     // IFLA_LINKINFO
          0900 0100 7665746800 000000                 // IFLA_INFO_KIND veth
          3800 0200                                   // IFLA_INFO_DATA
            3400 0100                                 // VETH_INFO_PEER
              00 00 0000 00000000 00000000 00000000   // ifinfomsg
              0900 0300 6574683000 000000             // IFLA_IFNAME eth0
              0a00 0100 02420a58000a 0000             // IFLA_ADDRESS
              0800 0400 78050000                      // IFLA_MTU 1400
        """));

    [Fact]
    public void A_link_of_any_kind_takes_its_own_data() => Bytes(b => b.AddLink(new LinkSpec("vx0", "vxlan")
    {
        ParentIndex = 3,
        WriteData = w => w.WriteUInt32(1, 256),
    })).Should().Equal(Wire.Hex("""
        4c000000 1000 0106 00000000 00000000
        00 00 0000 00000000 00000000 00000000
        0800 0300 76783000                            // IFLA_IFNAME vx0
        0800 0500 03000000                            // IFLA_LINK 3
        1c00 1200
          0a00 0100 76786c616e00 0000                 // IFLA_INFO_KIND vxlan
          0c00 0200
            0800 0100 00010000                        // IFLA_VXLAN_ID 256
        """));

    [Fact]
    public void A_port_is_switched_on_and_set_up_in_one_message() => Bytes(b => b.SetLink("vh1", new LinkChange
    {
        Up = true,
        Alias = "dnet",
        BridgePort = new BridgePortSettings { Hairpin = true, MulticastFlood = false },
    })).Should().Equal(Wire.Hex("""
        54000000 1000 0100 00000000 00000000
        00 00 0000 00000000 01000000 01000000
        0800 0300 76683100                            // IFLA_IFNAME vh1
        0800 1400 646e6574                            // IFLA_IFALIAS dnet
        2400 1200                                     // IFLA_LINKINFO
          0b00 0400 62726964676500 00                 // IFLA_INFO_SLAVE_KIND bridge
          1400 0500                                   // IFLA_INFO_SLAVE_DATA
            0500 0400 01 000000                       // IFLA_BRPORT_MODE 1
            0500 1b00 00 000000                       // IFLA_BRPORT_MCAST_FLOOD 0
        """));

    [Fact]
    public void Address_generation_comes_before_up_in_a_message_of_its_own() => Bytes(b => b.SetLink(3, new LinkChange
    {
        Up = true,
        AddressGenerationMode = AddressGenerationMode.None,
    })).Should().Equal(Wire.Hex("""
        30000000 1000 0100 00000000 00000000
        00 00 0000 03000000 00000000 00000000
        1000 1a00                                     // IFLA_AF_SPEC
          0c00 0a00                                   // AF_INET6
            0500 0800 01 000000                       // IFLA_INET6_ADDR_GEN_MODE none
        20000000 1000 0100 01000000 00000000
        00 00 0000 03000000 01000000 01000000
        """));

    [Fact]
    public void A_port_gets_its_bridge_before_its_settings() => Bytes(b => b.SetLink(3, new LinkChange
    {
        MasterIndex = 2,
        BridgePort = new BridgePortSettings { Isolated = true },
    })).Should().Equal(Wire.Hex("""
        28000000 1000 0100 00000000 00000000
        00 00 0000 03000000 00000000 00000000
        0800 0a00 02000000                            // IFLA_MASTER 2
        3c000000 1000 0100 01000000 00000000
        00 00 0000 03000000 00000000 00000000
        1c00 1200
          0b00 0400 62726964676500 00
          0c00 0500
            0500 2100 01 000000                       // IFLA_BRPORT_ISOLATED 1
        """));

    [Fact]
    public void Every_property_of_a_link_can_change_in_one_message() => Bytes(b => b.SetLink(3, new LinkChange
    {
        Up = false,
        Promiscuous = true,
        Arp = false,
        Name = "a",
        Address = Mac,
        Mtu = 1400,
        MasterIndex = 0,
        Group = 0,
        Alias = "",
        TransmitQueueLength = 9,
    })).Should().Equal(Wire.Hex("""
        58000000 1000 0100 00000000 00000000
        00 00 0000 03000000 80010000 81010000         // IFF_PROMISC|IFF_NOARP of IFF_UP|IFF_PROMISC|IFF_NOARP
        0600 0300 6100 0000                           // IFLA_IFNAME a
        0a00 0100 02420a58000a 0000                   // IFLA_ADDRESS
        0800 0400 78050000                            // IFLA_MTU
        0800 1b00 00000000                            // IFLA_GROUP
        0800 0d00 09000000                            // IFLA_TXQLEN
        0400 1400                                     // IFLA_IFALIAS: none
        0800 0a00 00000000                            // IFLA_MASTER: none
        """));

    [Fact]
    public void An_alternative_name_is_a_property_and_names_the_link_when_it_is_long() =>
        Bytes(b => b.AddAlternativeName(3, "second").SetUp("longlonglonglong").DeleteAlternativeName(3, "x")).Should().Equal(Wire.Hex("""
            30000000 6c00 0106 00000000 00000000          // RTM_NEWLINKPROP
            00 00 0000 03000000 00000000 00000000
            1000 3480                                     // IFLA_PROP_LIST|NLA_F_NESTED
              0b00 3500 7365636f6e6400 00                 // IFLA_ALT_IFNAME second
            38000000 1000 0100 01000000 00000000
            00 00 0000 00000000 01000000 01000000
            1500 3500 6c6f6e676c6f6e676c6f6e676c6f6e6700 000000
            2c000000 6d00 0100 02000000 00000000          // RTM_DELLINKPROP
            00 00 0000 03000000 00000000 00000000
            0c00 3480
              0600 3500 7800 0000
            """));

    [Fact]
    public void A_bridges_options_change_on_their_own() => Bytes(b => b.SetBridge(2, new BridgeSettings
    {
        VlanFiltering = true,
        GroupForwardMask = 8,
        AgeingTime = TimeSpan.FromSeconds(300),
        SpanningTree = false,
        VlanDefaultPortId = 0,
    })).Should().Equal(Wire.Hex("""
        5c000000 1000 0100 00000000 00000000
        00 00 0000 02000000 00000000 00000000
        3c00 1200
          0b00 0100 62726964676500 00
          2c00 0200
            0800 0400 30750000                        // IFLA_BR_AGEING_TIME 30000
            0800 0500 00000000                        // IFLA_BR_STP_STATE
            0500 0700 01 000000                       // IFLA_BR_VLAN_FILTERING
            0600 0900 0800 0000                       // IFLA_BR_GROUP_FWD_MASK
            0600 2700 0000 0000                       // IFLA_BR_VLAN_DEFAULT_PVID
        """));

    [Fact]
    public void Links_are_deleted_by_name_by_index_and_by_group() =>
        Bytes(b => b.DeleteLink("br0").DeleteLink(7).DeleteLinkGroup(7)).Should().Equal(Wire.Hex("""
            28000000 1100 0100 00000000 00000000          // RTM_DELLINK
            00 00 0000 00000000 00000000 00000000
            0800 0300 62723000
            20000000 1100 0100 01000000 00000000
            00 00 0000 07000000 00000000 00000000
            28000000 1100 0100 02000000 00000000
            00 00 0000 00000000 00000000 00000000
            0800 1b00 07000000
            """));

    [Fact]
    public void Addresses_are_added_replaced_and_deleted() => Bytes(b => b
        .AddAddress(new AddressSpec(2, IPAddress.Parse("10.88.0.1"), 16) { Broadcast = IPAddress.Parse("10.88.255.255") })
        .ReplaceAddress(new AddressSpec(2, IPAddress.Parse("fd00::1"), 64) { NoDuplicateDetection = true, NoPrefixRoute = true })
        .DeleteAddress(2, IPAddress.Parse("10.88.0.1"), 16)).Should().Equal(Wire.Hex("""
            30000000 1400 0106 00000000 00000000          // RTM_NEWADDR EXCL|CREATE
            02 10 00 00 02000000                          // ifaddrmsg: AF_INET /16 link 2
            0800 0200 0a580001                            // IFA_LOCAL
            0800 0100 0a580001                            // IFA_ADDRESS
            0800 0400 0a58ffff                            // IFA_BROADCAST
            48000000 1400 0105 01000000 00000000          // RTM_NEWADDR REPLACE|CREATE
            0a 40 02 00 02000000                          // AF_INET6 /64 IFA_F_NODAD
            1400 0200 fd000000000000000000000000000001
            1400 0100 fd000000000000000000000000000001
            0800 0800 02020000                            // IFA_FLAGS NODAD|NOPREFIXROUTE
            28000000 1500 0100 02000000 00000000          // RTM_DELADDR
            02 10 00 00 02000000
            0800 0200 0a580001
            0800 0100 0a580001
            """));

    [Fact]
    public void Routes_go_by_a_gateway_or_by_a_link() => Bytes(b => b
        .AddRoute(new RouteSpec { Gateway = IPAddress.Parse("10.88.0.1"), LinkIndex = 2 })
        .AddRoute(new RouteSpec { Destination = IPNetwork.Parse("10.99.0.0/16"), LinkIndex = 2, Source = IPAddress.Parse("10.88.0.9") })
        .ReplaceRoute(new RouteSpec
        {
            Destination = IPNetwork.Parse("fd01::/64"),
            Gateway = IPAddress.Parse("fe80::1"),
            LinkIndex = 2,
            Table = 300,
            Metric = 5,
            OnLink = true,
        })).Should().Equal(Wire.Hex("""
            2c000000 1800 0106 00000000 00000000          // RTM_NEWROUTE EXCL|CREATE
            02 00 00 00 fe 04 00 01 00000000              // rtmsg: AF_INET main static universe unicast
            0800 0500 0a580001                            // RTA_GATEWAY
            0800 0400 02000000                            // RTA_OIF
            34000000 1800 0106 01000000 00000000
            02 10 00 00 fe 04 fd 01 00000000              // /16, scope link
            0800 0100 0a630000                            // RTA_DST
            0800 0400 02000000
            0800 0700 0a580009                            // RTA_PREFSRC
            5c000000 1800 0105 02000000 00000000          // REPLACE|CREATE
            0a 40 00 00 00 04 00 01 04000000              // AF_INET6 /64, table in an attribute, RTNH_F_ONLINK
            1400 0100 fd010000000000000000000000000000
            1400 0500 fe800000000000000000000000000001
            0800 0400 02000000
            0800 0600 05000000                            // RTA_PRIORITY
            0800 0f00 2c010000                            // RTA_TABLE
            """));

    [Fact]
    public void A_route_is_deleted_whatever_its_scope() =>
        Bytes(b => b.DeleteRoute(new RouteSpec { Destination = IPNetwork.Parse("10.99.0.0/16"), LinkIndex = 2 })).Should().Equal(Wire.Hex("""
            2c000000 1900 0100 00000000 00000000          // RTM_DELROUTE
            02 10 00 00 fe 04 ff 01 00000000              // scope nowhere
            0800 0100 0a630000
            0800 0400 02000000
            """));

    [Fact]
    public void Neighbours_are_permanent_or_answered_for() => Bytes(b => b
        .AddNeighbour(new NeighbourSpec(2, IPAddress.Parse("10.88.0.7")) { Mac = Mac })
        .AddNeighbour(new NeighbourSpec(2, IPAddress.Parse("10.88.0.8")) { Proxy = true })
        .DeleteNeighbour(new NeighbourSpec(2, IPAddress.Parse("10.88.0.7")))).Should().Equal(Wire.Hex("""
            30000000 1c00 0105 00000000 00000000          // RTM_NEWNEIGH REPLACE|CREATE
            02 00 0000 02000000 8000 00 00                // ndmsg: AF_INET, link 2, PERMANENT
            0800 0100 0a580007                            // NDA_DST
            0a00 0200 02420a58000a 0000                   // NDA_LLADDR
            24000000 1c00 0105 01000000 00000000
            02 00 0000 02000000 8000 08 00                // NTF_PROXY
            0800 0100 0a580008
            24000000 1d00 0100 02000000 00000000          // RTM_DELNEIGH
            02 00 0000 02000000 8000 00 00
            0800 0100 0a580007
            """));

    [Fact]
    public void Forwarding_entries_lie_in_the_link_or_in_its_bridge() => Bytes(b => b
        .AddForwarding(new ForwardingSpec(5, PhysicalAddress.Parse("00-00-00-00-00-00"))
        {
            Remote = IPAddress.Parse("192.0.2.1"),
            Port = 4789,
            Vni = 256,
            Append = true,
        })
        .AddForwarding(new ForwardingSpec(3, Mac) { InBridge = true, Vlan = 3 })
        .DeleteForwarding(new ForwardingSpec(5, Mac))).Should().Equal(Wire.Hex("""
            40000000 1c00 010c 00000000 00000000          // RTM_NEWNEIGH CREATE|APPEND
            07 00 0000 05000000 8000 02 00                // AF_BRIDGE, PERMANENT, NTF_SELF
            0a00 0200 000000000000 0000
            0800 0100 c0000201                            // NDA_DST
            0600 0600 12b5 0000                           // NDA_PORT, big-endian
            0800 0700 00010000                            // NDA_VNI
            30000000 1c00 0105 01000000 00000000
            07 00 0000 03000000 4000 04 00                // NOARP, NTF_MASTER
            0a00 0200 02420a58000a 0000
            0600 0500 0300 0000                           // NDA_VLAN
            28000000 1d00 0100 02000000 00000000
            07 00 0000 05000000 8000 02 00
            0a00 0200 02420a58000a 0000
            """));

    [Fact]
    public void A_call_that_throws_adds_nothing()
    {
        using var batch = new RouteBatch();
        batch.SetUp(1);

        batch.Invoking(b => b.AddVeth(new VethSpec("vh1", "a\0b"))).Should().Throw<ArgumentException>();
        batch.Invoking(b => b.SetLink("x", new LinkChange { Alias = new string('x', 70_000) })).Should().Throw<ArgumentException>();

        batch.Count.Should().Be(1);
        batch.SetUp(2).Count.Should().Be(2);
        Wire.Headers(batch.Messages.Written).Should().HaveCount(2);
    }

    [Fact]
    public void The_group_that_all_links_are_born_in_is_never_deleted()
    {
        using var batch = new RouteBatch();

        batch.Invoking(b => b.DeleteLinkGroup(0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_used_batch_allocates_nothing_but_the_copy_of_a_mac()
    {
        using var batch = new RouteBatch();
        var gateway = IPAddress.Parse("10.88.0.1");
        Fill(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            Fill(batch);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(100 * 32);

        void Fill(RouteBatch batch)
        {
            batch.Clear();
            batch.AddVeth(new VethSpec("vh1", "eth0") { PeerAddress = Mac, MasterIndex = 2 });
            batch.SetLink("vh1", new LinkChange { Up = true, BridgePort = new BridgePortSettings { Hairpin = true } });
            batch.AddAddress(2, gateway, 16).AddRoute(new RouteSpec { Gateway = gateway, LinkIndex = 2 }).TolerateExisting();
        }
    }

    private static byte[] Bytes(Action<RouteBatch> fill)
    {
        using var batch = new RouteBatch();
        fill(batch);
        return batch.Messages.Written.ToArray();
    }
}
