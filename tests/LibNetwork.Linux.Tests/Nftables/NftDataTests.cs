using System.Net;
using System.Net.Sockets;
using CsCheck;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.Linux.Tests.Nftables;

public sealed class NftDataTests
{
    [Fact]
    public void Every_field_of_a_concatenation_begins_on_a_border_of_four_bytes()
    {
        var key = NftData.Address(IPAddress.Parse("192.0.2.1")).And(NftData.Protocol(ProtocolType.Tcp)).And(NftData.Port(80));

        key.ToString().Should().Be("0xc00002010600000000500000");
    }

    [Fact]
    public void An_interface_name_is_filled_up_with_zeros() =>
        NftData.InterfaceName("br-a").ToString().Should().Be("0x62722d61000000000000000000000000");

    [Fact]
    public void An_interface_name_of_sixteen_bytes_is_refused() => FluentActions.Invoking(() => NftData.InterfaceName("0123456789abcdef"))
        .Should().Throw<ArgumentException>().WithMessage("interface name 0123456789abcdef is longer than 15 bytes*");

    [Fact]
    public void More_than_sixty_four_bytes_are_refused()
    {
        var half = NftData.Of(new byte[33]);

        FluentActions.Invoking(() => half.And(half)).Should().Throw<ArgumentException>().WithMessage("a concatenation has at most 64 bytes, not 72");
        FluentActions.Invoking(() => NftData.Of(new byte[65])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Numbers_that_are_compared_in_order_are_big_endian()
    {
        NftData.Port(0x1234).Bytes.ToArray().Should().Equal(0x12, 0x34);
        NftData.Mark(0x01020304).Bytes.ToArray().Should().Equal(BitConverter.GetBytes(0x01020304));
    }

    [Fact]
    public void The_one_behind_the_greatest_does_not_exist()
    {
        NftData.Address(IPAddress.Broadcast).TryIncrement(out _).Should().BeFalse();
        NftData.Address(IPAddress.Any).Decrement().Should().Be(NftData.Address(IPAddress.Broadcast));
    }

    [Fact]
    public void Plus_one_minus_one_is_the_same() => Gen.Byte.Array[1, 64].Sample(bytes =>
    {
        var data = NftData.Of(bytes);
        return !data.TryIncrement(out var next) || (next.Decrement() == data && next.Bytes.SequenceCompareTo(data.Bytes) > 0);
    });
}
