using System.Net;
using System.Net.Sockets;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.IntegrationTests.Nftables;

/// <summary>A table with one of everything, as a person would write it.</summary>
internal static class Showcase
{
    internal static readonly Table Table = new(TableFamily.Inet, "showcase") { Comment = "one of everything" };

    internal static readonly Set Networks = new(Table, "networks", DataType.InterfaceName) { Counts = true, Comment = "bridges" };

    internal static readonly VerdictMap Within =
        new(Table, "within", DataType.Concatenation(DataType.InterfaceName, DataType.InterfaceName));

    internal static readonly Set Masqueraded = new(Table, "masqueraded", DataType.IPv4Address) { Interval = true };

    internal static readonly Map Sources = new(Table, "sources", DataType.IPv6Address, DataType.IPv6Address) { Interval = true };

    internal static readonly Map Ports = new(
        Table, "ports",
        DataType.Concatenation(DataType.IPv4Address, DataType.Protocol, DataType.Service),
        DataType.Concatenation(DataType.IPv4Address, DataType.Service));

    internal static readonly Map PortRanges = new(
        Table, "port-ranges",
        DataType.Concatenation(DataType.IPv4Address, DataType.Service),
        DataType.Concatenation(DataType.IPv4Address, DataType.Service)) { Interval = true };

    internal static readonly Set Recent = new(Table, "recent", DataType.IPv6Address)
    {
        Dynamic = true, Timeout = TimeSpan.FromMinutes(1), CollectionInterval = TimeSpan.FromSeconds(10), Size = 1000,
    };

    internal static readonly Set Marks = new(Table, "marks", DataType.Mark);

    internal static TableContent Content()
    {
        var published = new Chain(Table, "published") { Comment = "by jump only" };
        var forward = Base("forward", ChainType.Filter, ChainHookPoint.Forward, ChainPriority.Filter);
        var raw = Base("raw", ChainType.Filter, ChainHookPoint.Prerouting, ChainPriority.Raw, ChainPolicy.Drop);
        var prerouting = Base("prerouting", ChainType.Nat, ChainHookPoint.Prerouting, ChainPriority.DestinationNat);
        var postrouting = Base("postrouting", ChainType.Nat, ChainHookPoint.Postrouting, ChainPriority.SourceNat);
        var interfaces = Selector.Concatenation(Match.InputInterface, Match.OutputInterface);
        var content = new TableContent(Table)
        {
            published, forward, raw, prerouting, postrouting,
            Networks, Within, Masqueraded, Sources, Ports, PortRanges, Recent, Marks,
            new Rule(published, "from outside") { Statement.Counter, Verdict.Accept },

            new Rule(forward, "ESTABLISHED")
            {
                Match.Connection(ConnectionState.Established | ConnectionState.Related), Statement.Counter, Verdict.Accept,
            },
            new Rule(forward) { interfaces.Dispatch(Within) },
            new Rule(forward) { Match.OutputInterface.In(Networks), Verdict.Goto(published) },
            new Rule(forward) { Match.InputInterface.NotIn(Networks), Verdict.Jump(published) },
            new Rule(forward) { Match.FromInterface("br-a"), Match.OutputInterface.IsNot(NftData.InterfaceName("br-a")), Verdict.Drop },
            new Rule(forward) { Match.InputInterface.StartsWith(NftData.Of("br-"u8)), Verdict.Accept },
            new Rule(forward) { Match.TcpDestinationPort.Between(NftData.Port(80), NftData.Port(90)), Statement.Log("web ", LogLevel.Info) },
            new Rule(forward)
            {
                Match.From(IPNetwork.Parse("10.0.0.0/8")), Match.To(IPNetwork.Parse("192.0.2.1/32")),
                Statement.Limit(5, TimeSpan.FromSeconds(1), burst: 7), Statement.Reject(),
            },
            new Rule(forward) { Match.From(IPNetwork.Parse("fe80::/10")), Verdict.Drop },
            new Rule(forward) { Match.TcpDestinationPort.Is(NftData.Port(22)), Statement.RejectWithReset() },
            new Rule(forward) { Match.UdpDestinationPort.IsNot(NftData.Port(53)), Statement.Reject(RejectReason.AdministrativelyProhibited) },
            new Rule(forward) { Match.Mark.HasBits(NftData.Mark(0xf), NftData.Mark(5)), Verdict.Accept },
            new Rule(forward) { Match.Mark.In(Marks), Statement.SetMark(7), Statement.SetConnectionMark(8) },
            new Rule(forward) { Match.TransportProtocol.Is(NftData.Protocol(ProtocolType.Icmp)), Verdict.Return },
            new Rule(forward) { Statement.AddTo(Recent, Match.IPv6Source, TimeSpan.FromSeconds(5)) },
            new Rule(forward) { Statement.Update(Recent, Match.IPv6Source) },
            new Rule(forward) { Statement.DeleteFrom(Recent, Match.IPv6Destination) },
            new Rule(forward) { Match.Connection(ConnectionStatus.DestinationNat), Verdict.Accept },
            new Rule(raw) { Match.FromInterface("lo"), Statement.Notrack },

            new Rule(prerouting)
            {
                Match.ToThisMachine(),
                Nat.Destination(Selector.Concatenation(Match.IPv4Destination, Match.IPv4Protocol, Match.DestinationPort), Ports),
            },
            new Rule(prerouting) { Nat.Destination(Selector.Concatenation(Match.IPv4Destination, Match.TcpDestinationPort), PortRanges) },
            new Rule(prerouting) { Match.TcpOnly, Nat.Destination(IPAddress.Parse("10.1.1.1"), 80) },
            new Rule(prerouting) { Match.TcpOnly, Nat.Destination(IPAddress.Parse("fd00::1"), 80) },
            new Rule(prerouting) { Nat.Destination(IPAddress.Parse("10.1.1.2")) },

            new Rule(postrouting, "MASQUERADE") { Match.IPv4Source.In(Masqueraded), Statement.Counter, Nat.Masquerade() },
            new Rule(postrouting) { Match.FromThisMachine(), Nat.Masquerade(NatFlags.Random | NatFlags.Persistent) },
            new Rule(postrouting) { Match.FromNoInterface(), Match.NotFromThisMachine(), Nat.Masquerade() },
            new Rule(postrouting) { Nat.Source(Match.IPv6Source, Sources) },
            new Rule(postrouting) { Nat.Source(IPAddress.Parse("192.0.2.7")) },
        };

        content.Add(Networks, new SetElement(NftData.InterfaceName("br-a")) { Comment = "network a" });
        content.Add(Within, new SetElement(Pair("br-a")) { Verdict = Verdict.Goto(published), Comment = "network a" });
        content.Add(Within, new SetElement(Pair("br-b")) { Verdict = Verdict.Drop });
        content.Add(Masqueraded, SetElement.Subnet(IPNetwork.Parse("10.1.0.0/16")) with { Comment = "network a" });
        content.Add(Masqueraded, SetElement.Subnet(IPNetwork.Parse("10.2.0.0/16")));
        content.Add(Masqueraded, SetElement.Subnet(IPNetwork.Parse("255.255.255.0/24")));
        content.Add(Masqueraded, SetElement.Subnet(IPNetwork.Parse("192.0.2.1/32")));
        content.Add(Sources, SetElement.Subnet(IPNetwork.Parse("fd00::/64")) with { Value = Address("2001:db8::1") });
        content.Add(Ports, new SetElement(Address("192.0.2.1").And(NftData.Protocol(ProtocolType.Tcp)).And(NftData.Port(80)))
        {
            Value = Address("10.1.0.2").And(NftData.Port(8080)),
        });
        content.Add(
            PortRanges,
            SetElement.Range(Address("192.0.2.0").And(NftData.Port(80)), Address("192.0.2.255").And(NftData.Port(90))) with
            {
                Value = Address("10.1.0.2").And(NftData.Port(8080)),
            });
        content.Add(PortRanges, new SetElement(Address("192.0.3.1").And(NftData.Port(80))) { Value = Address("10.1.0.2").And(NftData.Port(8081)) });
        content.Add(Marks, new SetElement(NftData.Mark(0x11)));
        return content;
    }

    internal static NftData Pair(string name) => NftData.InterfaceName(name).And(NftData.InterfaceName(name));

    internal static NftData Address(string address) => NftData.Address(IPAddress.Parse(address));

    private static Chain Base(
        string name, ChainType type, ChainHookPoint point, int priority, ChainPolicy policy = ChainPolicy.Accept) =>
        new(Table, name) { Hook = new ChainHook(type, point, priority) { Policy = policy } };
}
