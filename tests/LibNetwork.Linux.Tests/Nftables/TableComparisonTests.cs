using LibNetwork.Linux.Nftables;

namespace LibNetwork.Linux.Tests.Nftables;

public sealed class TableComparisonTests
{
    private static readonly Table s_table = new(TableFamily.Inet, "t");
    private static readonly Chain s_forward =
        new(s_table, "forward") { Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Forward, 0) };

    private static readonly Set s_ports = new(s_table, "ports", DataType.Service) { Counts = true };

    [Fact]
    public void Equal_tables_do_not_differ_whatever_was_counted_and_in_whatever_order_elements_come()
    {
        var desired = Sample([80, 443], counted: 0);

        desired.Compare(Sample([443, 80], counted: 17)).Should().BeEmpty();
    }

    [Fact]
    public void A_table_that_is_not_there_is_missing() => Sample([]).Compare(null).Should()
        .Equal(new TableDifference(DifferenceKind.Missing, "table inet t"));

    [Fact]
    public void A_tables_comment_is_part_of_it() => Texts(Sample([]), new TableContent(s_table with { Comment = "x" }) { s_forward })
        .Should().Contain("table inet t is changed");

    [Fact]
    public void Elements_are_missing_unexpected_or_changed()
    {
        var actual = Sample([443]);
        actual.Add(s_ports, new SetElement(NftData.Port(22)));
        var desired = Sample([80]);
        desired.Add(s_ports, new SetElement(NftData.Port(22)) { Comment = "ssh" });

        Texts(desired, actual).Should().BeEquivalentTo(
            "element 0x0050 of inet t ports is missing",
            "element 0x01bb of inet t ports is unexpected",
            "element 0x0016 \"ssh\" of inet t ports is changed");
    }

    [Fact]
    public void Rules_in_another_order_are_noticed()
    {
        var (first, second) = (new Rule(s_forward, "a") { Verdict.Accept }, new Rule(s_forward, "b") { Verdict.Drop });

        Texts(new TableContent(s_table) { s_forward, first, second }, new TableContent(s_table) { s_forward, second, first })
            .Should().Equal("order of rules of inet t forward is changed");
    }

    [Fact]
    public void A_rule_twice_is_one_too_many()
    {
        var rule = new Rule(s_forward, "a") { Verdict.Accept };

        Texts(new TableContent(s_table) { s_forward, rule }, new TableContent(s_table) { s_forward, rule, rule })
            .Should().Equal("rule of inet t forward \"a\" is unexpected");
    }

    [Fact]
    public void Another_priority_policy_or_type_is_a_change()
    {
        var drop = s_forward with { Hook = s_forward.Hook! with { Policy = ChainPolicy.Drop } };

        Texts(new TableContent(s_table) { s_forward, s_ports }, new TableContent(s_table) { drop, new Map(s_table, "ports", DataType.Service, DataType.Mark) })
            .Should().Equal("chain inet t forward is changed", "set inet t ports is changed");
        Texts(new TableContent(s_table) { s_forward }, new TableContent(s_table) { s_ports })
            .Should().Equal("chain inet t forward is missing", "set inet t ports is unexpected");
        Texts(new TableContent(s_table) { s_ports }, new TableContent(s_table) { s_forward })
            .Should().Equal("chain inet t forward is unexpected", "set inet t ports is missing");
    }

    [Fact]
    public void What_packets_put_into_a_dynamic_set_is_no_difference()
    {
        var recent = new Set(s_table, "recent", DataType.IPv4Address) { Dynamic = true, Timeout = TimeSpan.FromMinutes(1) };
        var actual = new TableContent(s_table) { recent };
        actual.Add(recent, new SetElement(NftData.Of([10, 0, 0, 1])));

        Texts(new TableContent(s_table) { recent }, actual).Should().BeEmpty();
    }

    private static TableContent Sample(ushort[] ports, ulong counted = 0)
    {
        var content = new TableContent(s_table)
        {
            s_forward, s_ports,
            new Rule(s_forward, "web") { Match.TcpDestinationPort.In(s_ports), new CounterExpression(counted, counted * 60), Verdict.Accept },
        };
        foreach (var port in ports)
        {
            content.Add(s_ports, new SetElement(NftData.Port(port)) { Counted = new CounterExpression(counted) });
        }

        return content;
    }

    private static IEnumerable<string> Texts(TableContent desired, TableContent actual) => desired.Compare(actual).Select(d => d.ToString());
}
