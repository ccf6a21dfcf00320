using System.Net;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Nftables;
using LibNetwork.Linux.Tests.Netlink;

namespace LibNetwork.Linux.Tests.Nftables;

/// <summary>The bytes of each message against <c>linux/netfilter/nf_tables.h</c>; the same as <c>nft</c> 1.0.6 sends, but for the order of
/// attributes and the numbers it gives to sets in a transaction.</summary>
public sealed class NftablesBatchTests
{
    private static readonly Table s_table = new(TableFamily.Inet, "t");

    [Fact]
    public void A_batch_is_one_transaction_of_the_nftables_subsystem()
    {
        var batch = new NftablesBatch();
        batch.Add(s_table with { Comment = "table comment" });
        var acknowledged = batch.Seal();

        acknowledged.Should().Be(1);
        batch.Writer.Written.ToArray().Should().Equal(Wire.Hex("""
            14000000 1000 0100 00000000 00000000  00 00 000a           // NFNL_MSG_BATCH_BEGIN of NFNL_SUBSYS_NFTABLES
            38000000 000a 0104 01000000 00000000  01 00 0000           // NFT_MSG_NEWTABLE REQUEST|CREATE inet
              0600 0100 7400 0000                                      // NFTA_TABLE_NAME t
              0800 0200 00000000                                       // NFTA_TABLE_FLAGS
              1400 0600 00 0e 7461626c6520636f6d6d656e7400             // NFTA_TABLE_USERDATA: comment
            14000000 1100 0100 02000000 00000000  00 00 000a           // NFNL_MSG_BATCH_END
            """));
    }

    [Fact]
    public void A_batch_for_one_generation_only_says_so()
    {
        var batch = new NftablesBatch();
        batch.Clear(generation: 0x102);
        batch.Add(s_table);

        AttributeTree.OfMessage(batch.Writer.Written, 0).Should().Be("1=00000102"); // NFNL_BATCH_GENID
    }

    [Fact]
    public void A_base_chain_is_written_as_nft_writes_it() => Attributes(b => b.Add(new Chain(s_table, "forward")
    {
        Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Forward, ChainPriority.Filter),
    })).Should().Be(Nft("""
        0600 0100 7400 0000  0c00 0300 666f727761726400  0b00 0700 66696c74657200 00  0800 0500 00000001
        1400 0480  0800 0100 00000002  0800 0200 00000000
        """));

    [Fact]
    public void A_chain_before_connection_tracking_has_a_negative_priority() => Attributes(b => b.Add(new Chain(s_table, "raw")
    {
        Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Prerouting, ChainPriority.Raw) { Policy = ChainPolicy.Drop },
    })).Should().Be(Nft("""
        0600 0100 7400 0000  0800 0300 72617700  0b00 0700 66696c74657200 00  0800 0500 00000000
        1400 0480  0800 0100 00000000  0800 0200 fffffed4
        """));

    [Fact]
    public void A_chain_of_a_device_names_it() => Attributes(b => b.Add(new Chain(new Table(TableFamily.Netdev, "n"), "i")
    {
        Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Ingress, 0) { Device = "lo" },
    })).Should().Be(Nft("""
        0600 0100 6e00 0000  0600 0300 6900 0000  0b00 0700 66696c74657200 00  0800 0500 00000001
        1c00 0480  0800 0100 00000000  0800 0200 00000000  0700 0300 6c6f00 00
        """));

    [Fact]
    public void A_regular_chain_is_a_name_and_a_comment() => Attributes(b => b.Add(new Chain(s_table, "sub") { Comment = "sub chain" }))
        .Should().Be(Nft("0600 0100 7400 0000  0800 0300 73756200  1000 0c00 00 0a 73756220636861696e00"));

    [Fact]
    public void A_rule_is_its_expressions_and_a_comment()
    {
        var rule = new Rule(new Chain(s_table, "sub"), "rule comment") { Statement.Counter, Verdict.Accept };

        Attributes(b => b.Add(rule)).Should().Be(Nft("""
            0600 0100 7400 0000  0800 0200 73756200
            4800 0480  1400 0180  0c00 0100 636f756e74657200  0400 0280
                       3000 0180  0e00 0100 696d6d65646961746500 0000  1c00 0280  0800 0100 00000000  1000 0280  0c00 0280  0800 0100 00000001
            1300 0700 00 0d 72756c6520636f6d6d656e7400 00
            """));
    }

    [Fact]
    public void A_protocol_that_two_matches_take_for_granted_is_tested_once()
    {
        var rule = new Rule(new Chain(s_table, "sub"))
        {
            Match.From(IPNetwork.Parse("10.0.0.1/32")), Match.To(IPNetwork.Parse("10.0.0.2/32")), Match.TcpDestinationPort.Is(NftData.Port(80)),
        };

        rule.Expressions.OfType<MetaExpression>().Select(e => e.Key).Should().Equal(MetaKey.NetworkProtocol, MetaKey.TransportProtocol);
    }

    [Fact]
    public void A_set_that_counts_is_written_as_nft_writes_it() => Attributes(b => b.Add(new Set(s_table, "nets", DataType.InterfaceName)
    {
        Counts = true, Comment = "bridges",
    })).Should().Be(Nft("""
        0600 0100 7400 0000  0900 0200 6e65747300 000000  0800 0300 00000000  0800 0400 00000029  0800 0500 00000010  0800 0a00 00000001
        1400 0d00 0004 01000000 0708 6272696467657300
        1400 1180  0c00 0100 636f756e74657200  0400 0280
        """));

    [Fact]
    public void A_map_of_concatenated_ranges_describes_its_fields() => Attributes(b => b.Add(new Map(
        s_table, "cr",
        DataType.Concatenation(DataType.IPv4Address, DataType.Service),
        DataType.Concatenation(DataType.IPv4Address, DataType.Service)) { Interval = true })).Should().Be(Nft("""
        0600 0100 7400 0000  0700 0200 637200 00  0800 0300 0000008c  0800 0400 000001cd  0800 0500 00000008
        0800 0600 000001cd  0800 0700 00000008  0800 0a00 00000001
        2000 0980  1c00 0280  0c00 0180  0800 0100 00000004  0c00 0180  0800 0100 00000002
        1600 0d00 0004 00000000 0104 00000000 0604 00000000 0000
        """));

    [Fact]
    public void A_set_with_times_and_a_size_is_written_as_nft_writes_it() => Attributes(b => b.Add(new Set(s_table, "to", DataType.IPv6Address)
    {
        Dynamic = true, Timeout = TimeSpan.FromSeconds(60), CollectionInterval = TimeSpan.FromSeconds(10), Size = 1000,
    })).Should().Be(Nft("""
        0600 0100 7400 0000  0700 0200 746f00 00  0800 0300 00000030  0800 0400 00000008  0800 0500 00000010  0800 0a00 00000001
        0c00 0980  0800 0100 000003e8  0c00 0b00 000000000000ea60  0800 0c00 00002710
        0a00 0d00 0004 02000000 0000
        """));

    [Fact]
    public void A_verdict_maps_element_is_written_as_nft_writes_it()
    {
        var map = new VerdictMap(s_table, "vm", DataType.Concatenation(DataType.InterfaceName, DataType.InterfaceName));
        var key = NftData.InterfaceName("br-a").And(NftData.InterfaceName("br-a"));

        Attributes(b => b.Add(map, new SetElement(key) { Verdict = new Verdict(VerdictCode.Goto, "sub"), Comment = "n1" })).Should().Be(Nft("""
            0600 0100 7400 0000  0700 0200 766d00 00
            5400 0380  5000 0180
              2800 0180  2400 0100 62722d61 00000000 00000000 00000000 62722d61 00000000 00000000 00000000
              1800 0280  1400 0280  0800 0100 fffffffc  0800 0200 73756200
              0900 0600 00 03 6e3100 000000
            """));
    }

    [Fact]
    public void An_interval_is_its_first_key_and_the_first_behind_it()
    {
        var map = new Map(s_table, "snat4", DataType.IPv4Address, DataType.IPv4Address) { Interval = true };
        var element = SetElement.Subnet(IPNetwork.Parse("10.3.0.0/16")) with { Value = NftData.Address(IPAddress.Parse("192.0.2.1")), Comment = "n3" };

        Attributes(b => b.Add(map, element)).Should().Be(Nft("""
            0600 0100 7400 0000  0a00 0200 736e61743400 0000
            4400 0380
              2800 0180  0c00 0180  0800 0100 0a030000  0c00 0280  0800 0100 c0000201  0900 0600 00 03 6e3300 000000
              1800 0180  0800 0300 00000001  0c00 0180  0800 0100 0a040000
            """));
    }

    [Fact]
    public void An_interval_up_to_the_greatest_key_has_no_end()
    {
        var set = new Set(s_table, "s", DataType.IPv4Address) { Interval = true };

        Attributes(b => b.Add(set, SetElement.Subnet(IPNetwork.Parse("255.255.255.0/24")))).Should().Be(Nft(
            "0600 0100 7400 0000  0600 0200 7300 0000  1400 0380  1000 0180  0c00 0180  0800 0100 ffffff00"));
    }

    [Fact]
    public void A_concatenated_range_has_two_keys_even_if_they_are_one()
    {
        var set = new Set(s_table, "cr", DataType.Concatenation(DataType.IPv4Address, DataType.Service)) { Interval = true };
        var key = NftData.Address(IPAddress.Parse("192.0.3.1")).And(NftData.Port(80));

        Attributes(b => b.Add(set, new SetElement(key))).Should().Be(Nft("""
            0600 0100 7400 0000  0700 0200 637200 00
            2800 0380  2400 0180  1000 0180  0c00 0100 c000030100500000  1000 0a80  0c00 0100 c000030100500000
            """));
    }

    [Fact]
    public void Many_elements_are_split_where_an_attribute_is_full()
    {
        var set = new Set(s_table, "s", DataType.IPv6Address);
        var elements = Enumerable.Range(0, 10_000).Select(i => new SetElement(NftData.Of(
            [.. BitConverter.GetBytes(i), .. new byte[12]])) { Comment = "one of many" }).ToArray();
        var batch = new NftablesBatch();

        batch.Add(set, elements);

        var found = new List<SetElement>();
        var lengths = new List<int>();
        var reader = new MessageReader(batch.Writer.Written);
        while (reader.Read())
        {
            if (reader.Type == MessageType.NewElement)
            {
                found.AddRange(ElementMessage.Read(reader.Body).Select(r => r.Element));
                lengths.Add(reader.Body.Length);
            }
        }

        found.Should().Equal(elements);
        lengths.Should().HaveCountGreaterThan(1).And.OnlyContain(l => l < ushort.MaxValue);
    }

    [Fact]
    public void What_does_not_fit_the_set_is_refused_and_not_in_the_batch()
    {
        var set = new Set(s_table, "s", DataType.IPv4Address);
        var map = new Map(s_table, "m", DataType.IPv4Address, DataType.Service);
        var address = NftData.Address(IPAddress.Loopback);
        var batch = new NftablesBatch();
        batch.Add(s_table);
        var before = batch.Writer.Written.ToArray();

        Action[] refused =
        [
            () => batch.Add(set, new SetElement(NftData.Port(1))),
            () => batch.Add(set, [new SetElement(address), new SetElement(address) { Value = NftData.Port(1) }]),
            () => batch.Add(set, SetElement.Subnet(IPNetwork.Parse("10.0.0.0/8"))),
            () => batch.Add(set, new SetElement(address) { Verdict = Verdict.Drop }),
            () => batch.Add(map, new SetElement(address) { Value = address }),
            () => batch.Add(set, new SetElement(address) { Comment = new string('x', 129) }),
            () => batch.Add(s_table with { Name = "a\0b" }),
        ];

        refused.Should().AllSatisfy(r => r.Should().Throw<ArgumentException>());
        batch.Writer.Written.ToArray().Should().Equal(before);
    }

    [Fact]
    public void Adding_one_element_to_a_used_batch_allocates_nothing()
    {
        var map = new Map(s_table, "ports", DataType.Service, DataType.IPv4Address);
        var element = new SetElement(NftData.Port(80)) { Value = NftData.Address(IPAddress.Loopback), Comment = "web" };
        var batch = new NftablesBatch();
        batch.Add(map, element);
        batch.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        batch.Add(map, element);
        batch.Seal();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static string Attributes(Action<NftablesBatch> fill)
    {
        var batch = new NftablesBatch();
        fill(batch);
        return AttributeTree.OfMessage(batch.Writer.Written, 1);
    }

    private static string Nft(string hex) => AttributeTree.Of(Wire.Hex(hex));
}
