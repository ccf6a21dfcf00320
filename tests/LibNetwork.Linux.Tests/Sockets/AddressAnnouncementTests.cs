using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.Linux.Sockets;

namespace LibNetwork.Linux.Tests.Sockets;

public sealed class AddressAnnouncementTests
{
    private static readonly PhysicalAddress Mac = new([2, 0x42, 10, 0x58, 0, 0xa]);

    [Fact] // RFC 5227, section 3
    public void An_IPv4_address_is_announced_by_an_ARP_request_for_itself() =>
        Convert.ToHexStringLower(AddressAnnouncement.Frame(Mac, IPAddress.Parse("10.88.0.10"))).Should().Be(
            "ffffffffffff" + "02420a58000a" + "0806" // Ethernet
            + "0001080006040001" + "02420a58000a" + "0a58000a" + "000000000000" + "0a58000a");

    [Fact] // RFC 4861, sections 4.4 and 7.2.6
    public void An_IPv6_address_is_announced_by_an_unsolicited_neighbour_advertisement() =>
        Convert.ToHexStringLower(AddressAnnouncement.Frame(Mac, IPAddress.Parse("fd00::a"))).Should().Be(
            "333300000001" + "02420a58000a" + "86dd" // Ethernet
            + "6000000000203aff" + "fd00000000000000000000000000000a" + "ff020000000000000000000000000001"
            + "8800" + "4fe6" + "20000000" + "fd00000000000000000000000000000a" + "0201" + "02420a58000a");

    [Fact]
    public void A_MAC_address_has_six_bytes() =>
        FluentActions.Invoking(() => AddressAnnouncement.Frame(new PhysicalAddress([1, 2]), IPAddress.Loopback)).Should().Throw<ArgumentOutOfRangeException>();
}
