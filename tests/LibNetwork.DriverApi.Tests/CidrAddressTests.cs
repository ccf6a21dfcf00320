using System.Net;
using System.Text.Json;

using CsCheck;

namespace LibNetwork.DriverApi.Tests;

public sealed class CidrAddressTests
{
    private static readonly Gen<CidrAddress> V4 =
        Gen.Select(Gen.UInt, Gen.Int[0, 32], (bits, prefix) => new CidrAddress(new IPAddress(bits), prefix));

    private static readonly Gen<CidrAddress> V6 =
        Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 128]).Where(pick => !new IPAddress(pick.Item1).IsIPv4MappedToIPv6)
            .Select(pick => new CidrAddress(new IPAddress(pick.Item1), pick.Item2));

    private static readonly Gen<CidrAddress> Any = Gen.OneOf(V4, V6);

    [Theory]
    [InlineData("10.10.10.8/24", "10.10.10.0/24", "0.0.0.8", "10.10.10.255", "255.255.255.0")]
    [InlineData("172.28.30.1/16", "172.28.0.0/16", "0.0.30.1", "172.28.255.255", "255.255.0.0")]
    [InlineData("192.168.7.9/32", "192.168.7.9/32", "0.0.0.0", "192.168.7.9", "255.255.255.255")]
    [InlineData("192.168.7.9/31", "192.168.7.8/31", "0.0.0.1", "192.168.7.9", "255.255.255.254")]
    [InlineData("10.1.2.3/0", "0.0.0.0/0", "10.1.2.3", "255.255.255.255", "0.0.0.0")]
    [InlineData("182.170.207.1/27", "182.170.207.0/27", "0.0.0.1", "182.170.207.31", "255.255.255.224")]
    [InlineData("2001:db8::7/64", "2001:db8::/64", "::7", "2001:db8::ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff::")]
    [InlineData("2001:db8:5:6:1::7/127", "2001:db8:5:6:1::6/127", "::1", "2001:db8:5:6:1::7", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe")]
    [InlineData("fe80::1/128", "fe80::1/128", "::", "fe80::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void An_address_keeps_its_host_bits_and_knows_its_network(string text, string network, string host, string last, string mask)
    {
        var address = CidrAddress.Parse(text);
        address.ToString().Should().Be(text);
        address.Network.ToString().Should().Be(network);
        address.NetworkAddress.Should().Be(address.Network.BaseAddress);
        address.HostPart.ToString().Should().Be(host);
        address.LastAddress.Should().Be(IPAddress.Parse(last));
        address.Netmask.Should().Be(IPAddress.Parse(mask));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/24")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1/")]
    [InlineData("10.0.0.1/33")]
    [InlineData("10.0.0.1/-1")]
    [InlineData("10.0.0.1/+1")]
    [InlineData("10.0.0.1/ 8")]
    [InlineData("10.0.0.1/8 ")]
    [InlineData("10.0.0.1/8/8")]
    [InlineData("10.0.0.1/255.0.0.0")]
    [InlineData("10.0.0.1/99999999999")]
    [InlineData("10.0.0/8")]
    [InlineData("10/8")]
    [InlineData("10.0.0.256/8")]
    [InlineData("010.0.0.1/8")]
    [InlineData("0x0a.0.0.1/8")]
    [InlineData("10.0.0.1.2/8")]
    [InlineData("10.0.0.١/8")]
    [InlineData("2001:db8::1/129")]
    [InlineData("[2001:db8::1]/64")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("2001:db8:::1/64")]
    [InlineData("::ffff:10.0.0.1/95")]
    [InlineData("ten/8")]
    public void What_is_no_CIDR_is_refused(string text)
    {
        CidrAddress.TryParse(text, out var address).Should().BeFalse();
        address.Should().Be(default(CidrAddress));
        var parse = () => CidrAddress.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"invalid CIDR address: {text}");
    }

    [Fact]
    public void No_text_is_no_CIDR() => CidrAddress.TryParse(null, out _).Should().BeFalse();

    [Theory] // the four-byte form
    [InlineData("::ffff:10.0.0.1/120", "10.0.0.1/24")]
    [InlineData("::ffff:10.0.0.1/96", "10.0.0.1/0")]
    [InlineData("::ffff:10.0.0.1/128", "10.0.0.1/32")]
    public void An_IPv4_address_in_IPv6_form_is_the_IPv4_address(string text, string plain) =>
        CidrAddress.Parse(text).Should().Be(CidrAddress.Parse(plain));

    [Fact]
    public void A_zone_is_no_part_of_the_value() =>
        new CidrAddress(IPAddress.Parse("fe80::1%3"), 64).Should().Be(CidrAddress.Parse("fe80::1/64"));

    [Theory]
    [InlineData("10.0.0.1", 33)]
    [InlineData("10.0.0.1", -1)]
    [InlineData("::1", 129)]
    [InlineData("::ffff:10.0.0.1", 33)]
    public void A_prefix_length_out_of_range_is_refused(string address, int prefixLength)
    {
        var make = () => new CidrAddress(IPAddress.Parse(address), prefixLength);
        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(prefixLength));
    }

    [Theory]
    [InlineData("10.1.2.3/8", "10.255.0.1", true)]
    [InlineData("10.1.2.3/8", "11.0.0.1", false)]
    [InlineData("10.1.2.3/8", "::ffff:10.9.9.9", true)]
    [InlineData("10.1.2.3/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "::", false)]
    [InlineData("::/0", "0.0.0.0", false)]
    [InlineData("2001:db8::/64", "2001:db8::ffff:0:0:1", true)]
    [InlineData("2001:db8::/64", "2001:db8:0:1::", false)]
    public void A_network_contains_addresses_of_its_own_family(string network, string address, bool contained) =>
        CidrAddress.Parse(network).Contains(IPAddress.Parse(address)).Should().Be(contained);

    [Theory]
    [InlineData("10.0.0.1/8", "10.5.0.0/16", true)]
    [InlineData("10.0.0.0/16", "10.1.0.0/16", false)]
    [InlineData("10.0.0.0/8", "2001:db8::/64", false)]
    [InlineData("2001:db8::/64", "2001:db8::7/128", true)]
    [InlineData("0.0.0.0/0", "203.0.113.1/32", true)]
    public void Networks_overlap_either_way_round(string one, string other, bool overlap)
    {
        CidrAddress.Parse(one).Overlaps(CidrAddress.Parse(other)).Should().Be(overlap);
        CidrAddress.Parse(other).Overlaps(CidrAddress.Parse(one)).Should().Be(overlap);
    }

    [Fact]
    public void Any_address_comes_back_from_its_text() => Any.Sample(address =>
    {
        CidrAddress.Parse(address.ToString()).Should().Be(address);
        CidrAddress.Parse(address.ToString()).GetHashCode().Should().Be(address.GetHashCode());
        JsonSerializer.Deserialize(JsonSerializer.Serialize(address, TestJson.Default.CidrAddress), TestJson.Default.CidrAddress)
            .Should().Be(address);
    });

    [Fact]
    public void Network_and_host_part_make_up_any_address() => Any.Sample(address =>
    {
        var network = address.NetworkAddress.GetAddressBytes();
        var host = address.HostPart.GetAddressBytes();
        new IPAddress([.. network.Zip(host, (one, other) => (byte)(one | other))]).Should().Be(address.Address);
        network.Zip(host, (one, other) => one & other).Should().AllBeEquivalentTo(0);
        address.Contains(address.Address).Should().BeTrue();
        address.Contains(address.LastAddress).Should().BeTrue();
        address.Network.Contains(address.Address).Should().BeTrue();
        address.HasHostBits.Should().Be(!address.NetworkAddress.Equals(address.Address));
    });

    [Fact]
    public void The_default_value_is_none_and_equals_no_address()
    {
        default(CidrAddress).ToString().Should().Be("0.0.0.0/0");
        default(CidrAddress).Should().NotBe(CidrAddress.Parse("0.0.0.0/0"));
        default(CidrAddress).Should().Be(new CidrAddress());
    }
}
