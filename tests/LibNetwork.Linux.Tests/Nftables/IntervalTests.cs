using System.Net;
using CsCheck;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.Linux.Tests.Nftables;

/// <summary>The kernel keeps an interval as two elements; they are put together again.</summary>
public sealed class IntervalTests
{
    private static readonly Set s_set = new(new Table(TableFamily.Inet, "t"), "s", DataType.Service) { Interval = true };

    [Fact]
    public void Any_intervals_are_read_back_as_they_were_written() =>
        Gen.UShort.HashSet[1, 40].Sample(borders =>
        {
            // Consecutive borders make intervals that touch, and single keys; the last one reaches up to the greatest key.
            var sorted = borders.Order().ToList();
            var intervals = sorted.Select((first, i) => SetElement.Range(
                NftData.Port(first), NftData.Port(i + 1 < sorted.Count ? (ushort)(sorted[i + 1] - 1) : ushort.MaxValue))).ToList();
            var kept = intervals.Where((_, i) => i % 3 != 1).ToList();

            return RawElement.Join(s_set, WrittenInAnyOrder(kept)).OrderBy(e => e.Key.ToString(), StringComparer.Ordinal).SequenceEqual(kept);
        });

    [Fact]
    public void The_end_that_nft_puts_before_the_first_interval_means_nothing()
    {
        RawElement[] raw =
        [
            new(new SetElement(NftData.Port(0)), RawElement.IntervalEnd),
            new(new SetElement(NftData.Port(80)), 0),
            new(new SetElement(NftData.Port(91)), RawElement.IntervalEnd),
        ];

        RawElement.Join(s_set, [.. raw]).Should().Equal(SetElement.Range(NftData.Port(80), NftData.Port(90)));
    }

    [Theory]
    [InlineData("10.3.0.0/16", "0x0a030000-0x0a03ffff")]
    [InlineData("192.0.2.1/32", "0xc0000201")]
    [InlineData("0.0.0.0/0", "0x00000000-0xffffffff")]
    [InlineData("fd00::/126", "0xfd000000000000000000000000000000-0xfd000000000000000000000000000003")]
    public void A_subnet_is_the_interval_of_its_addresses(string subnet, string expected) =>
        SetElement.Subnet(IPNetwork.Parse(subnet)).ToString().Should().Be(expected);

    private static List<RawElement> WrittenInAnyOrder(List<SetElement> elements)
    {
        var writer = new MessageWriter();
        writer.BeginMessage(MessageType.NewElement, NetlinkFlags.None);
        ElementMessage.Write(writer, s_set, [.. elements]);
        var raw = ElementMessage.Read(writer.Written[MessageWriter.HeaderSize..]);
        raw.Reverse();
        return raw;
    }
}
