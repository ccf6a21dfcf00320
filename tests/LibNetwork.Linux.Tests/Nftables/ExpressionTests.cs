using System.Net;
using System.Net.Sockets;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Nftables;
using LibNetwork.Linux.Tests.Netlink;

namespace LibNetwork.Linux.Tests.Nftables;

/// <summary>The bytes of each expression are those that <c>nft</c> 1.0.6 sends for the statement named beside it.</summary>
public sealed class ExpressionTests
{
    private static readonly Register s_second = new(4);

    private static readonly (string Statement, Expression Expression, string Bytes)[] s_samples =
    [
        ("counter", new CounterExpression(), ""),
        ("accept", new VerdictExpression(Verdict.Accept), "0800010000000000 1000 0280 0c000280 0800010000000001"),
        ("drop", new VerdictExpression(Verdict.Drop), "0800010000000000 1000 0280 0c000280 0800010000000000"),
        ("return", new VerdictExpression(Verdict.Return), "0800010000000000 1000 0280 0c000280 08000100fffffffb"),
        ("goto sub", new VerdictExpression(new Verdict(VerdictCode.Goto, "sub")),
            "0800010000000000 1800 0280 14000280 08000100fffffffc 0800020073756200"),
        ("ct state", new ConntrackExpression(ConntrackKey.State, Register.First), "0800020000000000 0800010000000001"),
        ("ct status", new ConntrackExpression(ConntrackKey.Status, Register.First), "0800020000000002 0800010000000001"),
        ("ct mark set", new ConntrackExpression(ConntrackKey.Mark, Register.First) { Sets = true }, "0800020000000003 0800040000000001"),
        ("& established,related", new BitwiseExpression(Register.First, Number(6), Number(0)),
            "0800010000000001 0800020000000001 0800030000000004 0c000480 0800010006000000 0c000580 0800010000000000"),
        ("& /10", new BitwiseExpression(Register.First, Hex("ffc00000000000000000000000000000"), Hex("00000000000000000000000000000000")),
            """
            0800010000000001 0800020000000001 0800030000000010
            18000480 14000100ffc00000000000000000000000000000 18000580 1400010000000000000000000000000000000000
            """),
        ("!= 0", new CompareExpression(ComparisonOperator.NotEqual, Register.First, Number(0)),
            "0800010000000001 0800020000000001 0c000380 0800010000000000"),
        ("tcp", new CompareExpression(ComparisonOperator.Equal, Register.First, NftData.Protocol(ProtocolType.Tcp)),
            "0800010000000001 0800020000000000 0c000380 0500010006000000"),
        (">= 80", new CompareExpression(ComparisonOperator.GreaterOrEqual, Register.First, NftData.Port(80)),
            "0800010000000001 0800020000000005 0c000380 0600010000500000"),
        ("\"br-*\"", new CompareExpression(ComparisonOperator.Equal, Register.First, NftData.Of("br-"u8)),
            "0800010000000001 0800020000000000 0c000380 0700010062722d00"),
        ("!= \"br-a\"", new CompareExpression(ComparisonOperator.NotEqual, Register.First, NftData.InterfaceName("br-a")),
            "0800010000000001 0800020000000001 18000380 1400010062722d61000000000000000000000000"),
        ("!= 10.0.0.1-10.0.0.5", new RangeExpression(Register.First, Address("10.0.0.1"), Address("10.0.0.5")) { Inverted = true },
            "0800010000000001 0800020000000001 0c000380 080001000a000001 0c000480 080001000a000005"),
        ("iif", new MetaExpression(MetaKey.InputInterface, Register.First), "0800020000000004 0800010000000001"),
        ("iifname", new MetaExpression(MetaKey.InputInterfaceName, Register.First), "0800020000000006 0800010000000001"),
        (". oifname", new MetaExpression(MetaKey.OutputInterfaceName, s_second), "0800020000000007 0800010000000002"),
        ("meta l4proto", new MetaExpression(MetaKey.TransportProtocol, Register.First), "0800020000000010 0800010000000001"),
        ("meta nfproto", new MetaExpression(MetaKey.NetworkProtocol, Register.First), "080002000000000f 0800010000000001"),
        ("meta mark set", new MetaExpression(MetaKey.Mark, Register.First) { Sets = true }, "0800020000000003 0800030000000001"),
        ("tcp dport", new PayloadExpression(Register.First, PayloadBase.Transport, 2, 2),
            "0800010000000001 0800020000000002 0800030000000002 0800040000000002"),
        (". ip protocol", new PayloadExpression(new Register(1), PayloadBase.Network, 9, 1),
            "0800010000000009 0800020000000001 0800030000000009 0800040000000001"),
        (". th dport", new PayloadExpression(new Register(2), PayloadBase.Transport, 2, 2),
            "080001000000000a 0800020000000002 0800030000000002 0800040000000002"),
        ("@within", new LookupExpression("within", Register.First), "0800020000000001 0b00010077697468696e0000"),
        ("vmap @vm", new LookupExpression("vm", Register.First) { Verdict = true }, "0800020000000001 0800030000000000 07000100766d0000"),
        ("map @ports", new LookupExpression("ports", Register.First) { Destination = Register.First },
            "0800020000000001 0800030000000001 0a000100706f727473000000"),
        ("load 10.1.1.1", new ImmediateExpression(Register.First, Address("10.1.1.1")), "0800010000000001 0c000280 080001000a010101"),
        ("load :80", new ImmediateExpression(s_second, NftData.Port(80)), "0800010000000002 0c000280 0600010000500000"),
        ("fib daddr type", new FibExpression(Register.First, FibResult.AddressType, FibFlags.DestinationAddress),
            "0800030000000002 0800020000000003 0800010000000001"),
        ("masquerade", new MasqueradeExpression(), ""),
        ("masquerade random,persistent", new MasqueradeExpression(NatFlags.Random | NatFlags.Persistent), "080001000000000c"),
        ("snat ip to", new NatExpression(NatType.Source, TableFamily.IPv4, Register.First),
            "0800010000000000 0800020000000002 0800030000000001"),
        ("dnat ip to addr . port", new NatExpression(NatType.Destination, TableFamily.IPv4, Register.First) { Port = new Register(1) },
            "0800010000000001 0800020000000002 0800030000000001 0800050000000009"),
        ("limit rate 5/second burst 7 packets", new LimitExpression(5, 1, 7),
            "0c0001000000000000000005 0c0002000000000000000001 0800030000000007 0800040000000000 0800050000000000"),
        ("limit rate over 3/minute", new LimitExpression(3, 60, 5) { Inverted = true },
            "0c0001000000000000000003 0c000200000000000000003c 0800030000000005 0800040000000000 0800050000000001"),
        ("log prefix \"x \" level info", new LogExpression("x ", LogLevel.Info), "0700020078200000 0800050000000006"),
        ("reject", new RejectExpression(RejectType.IcmpUnreachable, 3), "0800010000000000 0500020003000000"),
        ("reject with tcp reset", new RejectExpression(RejectType.TcpReset, 0), "0800010000000001 0500020000000000"),
        ("reject with icmpx type admin-prohibited",
            new RejectExpression(RejectType.IcmpxUnreachable, (byte)RejectReason.AdministrativelyProhibited),
            "0800010000000002 0500020003000000"),
        ("notrack", new NotrackExpression(), ""),
        ("add @to { ip6 saddr timeout 5s }",
            new DynamicSetExpression(DynamicSetOperation.Add, "to", Register.First) { Timeout = TimeSpan.FromSeconds(5) },
            "0800040000000001 0800030000000000 0c0006000000000000001388 07000100746f0000"),
        ("update @to { ip6 saddr }", new DynamicSetExpression(DynamicSetOperation.Update, "to", Register.First),
            "0800040000000001 0800030000000001 07000100746f0000"),
        ("add @m { ip saddr : ip daddr }", new DynamicSetExpression(DynamicSetOperation.Add, "m", Register.First) { Value = s_second },
            "0800040000000001 0800050000000002 0800030000000000 060001006d000000"),
    ];

    public static TheoryData<string> Statements => [.. s_samples.Select(s => s.Statement)];

    [Theory]
    [MemberData(nameof(Statements))]
    public void An_expression_is_written_as_nft_writes_it(string statement)
    {
        var (_, expression, bytes) = s_samples.Single(s => s.Statement == statement);
        var writer = new MessageWriter();
        writer.BeginMessage(0, NetlinkFlags.None);
        expression.WriteAttributes(writer);

        AttributeTree.OfMessage(writer.Written, 0, header: 0).Should().Be(AttributeTree.Of(Wire.Hex(bytes)));
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void An_expression_that_was_written_is_read_back_the_same(string statement)
    {
        var (_, expression, _) = s_samples.Single(s => s.Statement == statement);
        var writer = new MessageWriter();
        writer.BeginMessage(0, NetlinkFlags.None);
        ExpressionList.Write(writer, 4, [expression]);
        var list = new AttributeReader(writer.Written[MessageWriter.HeaderSize..]);
        list.Read();

        ExpressionList.Read(list.Nested).Should().Equal(expression);
    }

    [Fact]
    public void The_kernels_own_bits_in_nat_flags_mean_nothing()
    {
        // As the kernel dumps it: MAP_IPS and PROTO_SPECIFIED set, the greatest address and port repeated.
        var dumped = Wire.Hex("""
            0800010000000001 0800020000000002 0800030000000001 0800040000000001 0800050000000009 0800060000000009 0800070000000003
            """);

        NatExpression.Read(new AttributeReader(dumped)).Should()
            .Be(new NatExpression(NatType.Destination, TableFamily.IPv4, Register.First) { Port = new Register(1) });
    }

    [Fact]
    public void An_unknown_expression_is_kept_and_equals_none_of_ours()
    {
        var writer = new MessageWriter();
        writer.BeginMessage(0, NetlinkFlags.None);
        var list = writer.BeginNest(4);
        var element = writer.BeginNest(1);
        writer.WriteString(1, "quota");
        writer.WriteBytes(2, [8, 0, 1, 0, 0, 0, 0, 5]);
        writer.EndNested(element);
        writer.EndNested(list);
        var reader = new AttributeReader(writer.Written[MessageWriter.HeaderSize..]);
        reader.Read();

        var read = ExpressionList.Read(reader.Nested).Should().ContainSingle().Subject;

        read.Should().Be(new UnknownExpression("quota", [8, 0, 1, 0, 0, 0, 0, 5]));
        read.Should().NotBe(new CounterExpression());
    }

    private static NftData Number(uint number) => NftData.Number32(number);

    private static NftData Address(string address) => NftData.Address(IPAddress.Parse(address));

    private static NftData Hex(string hex) => NftData.Of(Convert.FromHexString(hex));
}
