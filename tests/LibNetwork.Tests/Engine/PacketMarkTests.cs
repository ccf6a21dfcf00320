namespace LibNetwork.Tests.Engine;

public sealed class PacketMarkTests
{
    [Theory] // D-019
    [InlineData("1", 1u, uint.MaxValue, "0x1")]
    [InlineData("0x10", 16u, uint.MaxValue, "0x10")]
    [InlineData("0x10/0xF0", 16u, 240u, "0x10/0xf0")]
    [InlineData("0/1", 0u, 1u, "0x0/0x1")]
    public void A_mark_is_read_with_or_without_a_mask(string text, uint value, uint mask, string shown)
    {
        PacketMark.TryParse(text, out var mark).Should().BeTrue();
        mark.Should().Be(new PacketMark(value, mask));
        mark.ToString().Should().Be(shown);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1/")]
    [InlineData("1/2/3")]
    [InlineData("0x100000000")]
    [InlineData("3/1")]
    public void What_no_packet_could_carry_is_none(string? text) => PacketMark.TryParse(text, out _).Should().BeFalse();
}
