using System.Net;
using System.Net.Sockets;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.IntegrationTests.Nftables;

/// <summary>Real packets through rules of this library: a client, the host with the rules, a server.</summary>
public sealed class PacketTests
{
    private static readonly Table s_table = new(TableFamily.Inet, "t");

    [Fact]
    public async Task A_map_gives_a_published_port_its_address_and_port_behind_it()
    {
        await using var wire = await Wire.CreateAsync();
        var ports = new Map(
            s_table, "ports", DataType.Concatenation(DataType.Protocol, DataType.Service),
            DataType.Concatenation(DataType.IPv4Address, DataType.Service));
        var prerouting = new Chain(s_table, "prerouting")
        {
            Hook = new ChainHook(ChainType.Nat, ChainHookPoint.Prerouting, ChainPriority.DestinationNat),
        };
        var content = new TableContent(s_table)
        {
            prerouting, ports,
            new Rule(prerouting)
            {
                Match.ToThisMachine(), Nat.Destination(Selector.Concatenation(Match.TransportProtocol, Match.DestinationPort), ports),
            },
        };
        content.Add(ports, new SetElement(NftData.Protocol(ProtocolType.Tcp).And(NftData.Port(80)))
        {
            Value = NftData.Address(IPAddress.Parse("10.2.0.2")).And(NftData.Port(8080)),
        });
        wire.Apply(content);

        (await wire.SayAsync("192.168.1.1", 80, listenOn: 8080)).Should().Be("hello\n");
    }

    [Fact]
    public async Task A_verdict_map_decides_by_the_links_a_packet_passes()
    {
        await using var wire = await Wire.CreateAsync();
        var map = new VerdictMap(s_table, "passage", DataType.Concatenation(DataType.InterfaceName, DataType.InterfaceName));
        var forward = new Chain(s_table, "forward") { Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Forward, ChainPriority.Filter) };
        var refused = new Chain(s_table, "refused");
        var content = new TableContent(s_table)
        {
            forward, refused, map,
            new Rule(forward) { Selector.Concatenation(Match.InputInterface, Match.OutputInterface).Dispatch(map) },
            new Rule(refused, "refused") { Statement.Counter, Statement.Reject(RejectReason.AdministrativelyProhibited) },
        };
        var passage = NftData.InterfaceName("west").And(NftData.InterfaceName("east"));
        wire.Apply(content);
        wire.Pings().Should().BeTrue();

        content.Add(map, new SetElement(passage) { Verdict = Verdict.Goto(refused) });
        wire.Apply(content);

        wire.Pings().Should().BeFalse();
        wire.Socket.ReadTable(s_table)!.Rules.Single(r => r.Comment == "refused").Expressions.OfType<CounterExpression>()
            .Single().Packets.Should().Be(1);
    }

    [Fact]
    public async Task A_masqueraded_source_is_the_hosts()
    {
        await using var wire = await Wire.CreateAsync();
        var sources = new Set(s_table, "sources", DataType.IPv4Address) { Interval = true };
        var postrouting = new Chain(s_table, "postrouting")
        {
            Hook = new ChainHook(ChainType.Nat, ChainHookPoint.Postrouting, ChainPriority.SourceNat),
        };
        var content = new TableContent(s_table)
        {
            postrouting, sources, new Rule(postrouting) { Match.IPv4Source.In(sources), Nat.Masquerade() },
        };
        content.Add(sources, SetElement.Subnet(IPNetwork.Parse("192.168.1.0/24")));
        wire.Apply(content);
        TestHost.RunIn(wire.Server, "ip route del 192.168.1.0/24");

        wire.Pings().Should().BeTrue();
    }

    [Fact]
    public async Task Packets_put_their_sources_into_a_dynamic_set_that_can_be_read()
    {
        await using var wire = await Wire.CreateAsync();
        var seen = new Set(s_table, "seen", DataType.IPv4Address) { Dynamic = true, Timeout = TimeSpan.FromMinutes(1), Size = 16 };
        var forward = new Chain(s_table, "forward") { Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Forward, ChainPriority.Filter) };
        wire.Apply(new TableContent(s_table) { forward, seen, new Rule(forward) { Statement.Update(seen, Match.IPv4Source) } });

        wire.Pings().Should().BeTrue();

        wire.Socket.ReadElements(seen).Select(e => e.Key).Should().BeEquivalentTo(
            [NftData.Of([192, 168, 1, 2]), NftData.Of([10, 2, 0, 2])]);
    }

    [Fact]
    public async Task Elements_and_rules_count()
    {
        await using var wire = await Wire.CreateAsync();
        var clients = new Set(s_table, "clients", DataType.IPv4Address) { Counts = true };
        var forward = new Chain(s_table, "forward") { Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Forward, ChainPriority.Filter) };
        var content = new TableContent(s_table)
        {
            forward, clients, new Rule(forward) { Match.IPv4Source.In(clients), Statement.Counter },
        };
        content.Add(clients, new SetElement(NftData.Of([192, 168, 1, 2])));
        wire.Apply(content);

        wire.Pings().Should().BeTrue();

        var read = wire.Socket.ReadTable(s_table)!;
        read.Sets["clients"].Elements.Single().Counted.Should().Be(new CounterExpression(1, 84));
        read.Rules.Single().Expressions.OfType<CounterExpression>().Single().Should().Be(new CounterExpression(1, 84));
        content.Compare(read).Should().BeEmpty();
    }

    /// <summary>client (192.168.1.2) — west [host] east — server (10.2.0.2).</summary>
    private sealed class Wire : IAsyncDisposable
    {
        private readonly TestHost _host;
        private readonly NetworkNamespace _client;

        private Wire(TestHost host, NetworkNamespace client, NetworkNamespace server, NftablesSocket socket) =>
            (_host, _client, Server, Socket) = (host, client, server, socket);

        internal NetworkNamespace Server { get; }

        internal NftablesSocket Socket { get; }

        public ValueTask DisposeAsync()
        {
            Socket.Dispose();
            return _host.DisposeAsync();
        }

        internal static async Task<Wire> CreateAsync()
        {
            var host = await TestHost.CreateAsync();
            var (client, server) = (await host.AddNamespaceAsync("client"), await host.AddNamespaceAsync("server"));
            host.Run($"""
                sysctl -qw net.ipv4.ip_forward=1
                ip link add west type veth peer name eth0 netns {PathOf(client)}
                ip link add east type veth peer name eth0 netns {PathOf(server)}
                ip address add 192.168.1.1/24 dev west
                ip address add 10.2.0.1/24 dev east
                ip link set west up
                ip link set east up
                """);
            TestHost.RunIn(client, "ip address add 192.168.1.2/24 dev eth0; ip link set eth0 up; ip route add default via 192.168.1.1");
            TestHost.RunIn(server, "ip address add 10.2.0.2/24 dev eth0; ip link set eth0 up; ip route add 192.168.1.0/24 via 10.2.0.1");
            return new Wire(host, client, server, await NftablesSocket.OpenAsync(host.Namespace));
        }

        internal void Apply(TableContent content)
        {
            var batch = Socket.CreateBatch();
            batch.Destroy(content.Table);
            batch.Add(content);
            Socket.Commit(batch);
        }

        internal bool Pings() => TestHost.TryRunIn(_client, "ping -nc1 -W2 10.2.0.2").ExitCode == 0;

        /// <summary>What a server on a port hears when the client says hello to another.</summary>
        internal async Task<string> SayAsync(string address, int port, int listenOn)
        {
            var heard = Task.Run(() => TestHost.RunIn(Server, $"timeout 10 nc -ln {listenOn}"));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (!TestHost.RunIn(Server, "ss -Hltn").Contains($":{listenOn}"))
            {
                await Task.Delay(20, patience.Token);
            }

            TestHost.RunIn(_client, $"echo hello | nc -Nn -w5 {address} {port}");
            return await heard;
        }

        private static string PathOf(NetworkNamespace inside) => $"/proc/{Environment.ProcessId}/fd/{inside.Handle.DangerousGetHandle()}";
    }
}
