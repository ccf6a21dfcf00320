using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Nftables;
using LibNetwork.PortMapping;

namespace LibNetwork.Firewall;

/// <summary>The rules that lead published ports to sandboxes, and what one port adds to them: elements of maps and sets.</summary>
/// <remarks>
/// <para>The first packet of a connection to an address of the host, from outside or from the host itself, is looked up in two maps: by
/// address, protocol and port, then by protocol and port (F-027). What is found becomes its destination.</para>
/// <para>What got its destination so, and goes to a port that is published, is accepted where it enters the network (F-019). The
/// source stays, but where the answer would not come back: to the network it came from (F-026), and from the host's loopback (F-025).</para>
/// </remarks>
internal sealed class PortRules
{
    private static readonly IPNetwork s_loopback = IPNetwork.Parse("127.0.0.0/8");
    private static readonly Selector s_port = Selector.Concatenation(Match.TransportProtocol, Match.DestinationPort);

    private readonly Table _table;
    private readonly Set _networks;
    private readonly Set _within;
    private readonly Family _ipv4;
    private readonly Family _ipv6;

    /// <summary>Names the objects.</summary>
    /// <param name="table">Their table.</param>
    /// <param name="networks">The bridges of networks with a way out.</param>
    /// <param name="within">Each bridge with itself.</param>
    internal PortRules(Table table, Set networks, Set within)
    {
        (_table, _networks, _within) = (table, networks, within);
        _ipv4 = new Family(table, "4", Match.IPv4Destination);
        _ipv6 = new Family(table, "6", Match.IPv6Destination);
        Accept = new Chain(table, "published");
    }

    /// <summary>Accepts what goes to a published port and got its destination here; what does not comes back.</summary>
    internal Chain Accept { get; }

    /// <summary>The maps whose elements are published ports.</summary>
    internal IEnumerable<Map> Maps => [_ipv4.ByAddress, _ipv4.Everywhere, _ipv6.ByAddress, _ipv6.Everywhere];

    /// <summary>Adds sets, chains and rules, without elements.</summary>
    internal void AddTo(TableContent content)
    {
        foreach (var family in (Family[])[_ipv4, _ipv6])
        {
            content.Add(family.ByAddress);
            content.Add(family.Everywhere);
            content.Add(family.Published);
        }

        AddDestination(content);
        AddLoopbackGuard(content);
        content.Add(Accept);
        content.Add(new Rule(Accept, "PUBLISHED PORT") { _ipv4.Target.In(_ipv4.Published), Statement.Counter, Verdict.Accept });
        content.Add(new Rule(Accept, "PUBLISHED PORT") { _ipv6.Target.In(_ipv6.Published), Statement.Counter, Verdict.Accept });
    }

    /// <summary>Sends what goes to a published port through the rules for its source.</summary>
    internal void AddSource(TableContent content, Chain postrouting)
    {
        var source = new Chain(_table, "published-source");
        content.Add(source);
        content.Add(new Rule(postrouting) { Match.OutputInterface.In(_networks), Translated, Verdict.Jump(source) });

        content.Add(new Rule(source, "MASQ TO OWN NETWORK")
        {
            FirewallRuleset.Passage.In(_within), Statement.Counter, Nat.Masquerade(),
        });

        // br_netfilter shows what stays on the bridge without the link it came by.
        content.Add(new Rule(source, "MASQ TO OWN NETWORK")
        {
            Match.FromNoInterface(), Match.NotFromThisMachine(), Statement.Counter, Nat.Masquerade(),
        });
        content.Add(new Rule(source, "MASQUERADE FROM HOST") { Match.From(s_loopback), Statement.Counter, Nat.Masquerade() });
    }

    /// <summary>A packet whose connection got another destination.</summary>
    internal static Statement Translated => Match.Connection(ConnectionStatus.DestinationNat);

    /// <summary>What an endpoint adds. Several of its ports may lead to one port of the sandbox; that one is told once.</summary>
    internal IEnumerable<(Set Set, SetElement Element)> Elements(FirewallEndpoint endpoint)
    {
        var targets = new HashSet<(TransportProtocol Protocol, IPAddress Address, ushort Port)>();
        foreach (var port in endpoint.Ports)
        {
            var family = port.HostAddress.AddressFamily == AddressFamily.InterNetwork ? _ipv4 : _ipv6;
            if (!port.IsDirect)
            {
                yield return Destination(family, port, endpoint.EndpointId);
            }

            if (targets.Add((port.Protocol, port.Address, port.Port)))
            {
                yield return (family.Published, new SetElement(NftData.InterfaceName(endpoint.BridgeName).And(NftData.Address(port.Address))
                    .And(NftData.Protocol((ProtocolType)port.Protocol)).And(NftData.Port(port.Port)))
                {
                    Comment = endpoint.EndpointId,
                });
            }
        }
    }

    private static (Set Set, SetElement Element) Destination(Family family, PublishedPort port, string comment)
    {
        var isEverywhere = HostAddress.IsEvery(port.HostAddress);
        var key = NftData.Protocol((ProtocolType)port.Protocol).And(NftData.Port(port.HostPort));
        return (isEverywhere ? family.Everywhere : family.ByAddress,
            new SetElement(isEverywhere ? key : NftData.Address(port.HostAddress).And(key))
            {
                Value = NftData.Address(port.Address).And(NftData.Port(port.Port)),
                Comment = comment,
            });
    }

    /// <summary>The published port that an element of one of the <see cref="Maps"/> is.</summary>
    internal static PublishedPort Port(Map map, SetElement element)
    {
        var held = element.Value ?? default;
        var key = element.Key.Bytes;
        var value = held.Bytes;
        var length = value.Length - 4;
        var isEverywhere = map.KeyType.Fields.Length == 2;
        var host = isEverywhere ? length == 4 ? IPAddress.Any : IPAddress.IPv6Any : new IPAddress(key[..length]);
        key = isEverywhere ? key : key[length..];
        return new PublishedPort((TransportProtocol)key[0], host, BinaryPrimitives.ReadUInt16BigEndian(key[4..]),
            new IPAddress(value[..length]), BinaryPrimitives.ReadUInt16BigEndian(value[length..]));
    }

    private void AddDestination(TableContent content)
    {
        var prerouting = new Chain(_table, "prerouting")
        {
            Hook = new ChainHook(ChainType.Nat, ChainHookPoint.Prerouting, ChainPriority.DestinationNat),
        };
        var output = new Chain(_table, "output") { Hook = new ChainHook(ChainType.Nat, ChainHookPoint.Output, ChainPriority.DestinationNat) };
        var destination = new Chain(_table, "destination-nat");
        content.Add(prerouting);
        content.Add(output);
        content.Add(destination);

        // Who asks for the loopback from outside must not be let in by way of a translation (F-062).
        content.Add(new Rule(prerouting, "REMOTE LOOPBACK") { Match.To(s_loopback), Match.InputInterface.IsNot(NftData.InterfaceName("lo")), Verdict.Return });
        content.Add(new Rule(prerouting) { Match.ToThisMachine(), Verdict.Goto(destination) });

        // The kernel routes nothing between ::1 and a link (F-063).
        content.Add(new Rule(output, "LOOPBACK") { Match.To(IPNetwork.Parse("::1/128")), Verdict.Return });
        content.Add(new Rule(output) { Match.ToThisMachine(), Verdict.Goto(destination) });

        // The kernel forwards nothing from a link-local source (F-036).
        content.Add(new Rule(destination, "LINK LOCAL") { Match.From(IPNetwork.Parse("fe80::/10")), Verdict.Return });
        foreach (var family in (Family[])[_ipv4, _ipv6])
        {
            content.Add(new Rule(destination, "DNAT") { Nat.Destination(family.HostPort, family.ByAddress) });
            content.Add(new Rule(destination, "DNAT") { Nat.Destination(s_port, family.Everywhere) });
        }
    }

    // Bridges route the loopback, so that the host reaches published ports by 127.0.0.1; sandboxes must not reach the host's so.
    private void AddLoopbackGuard(TableContent content)
    {
        var guard = new Chain(_table, "loopback-guard") { Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Prerouting, ChainPriority.Raw) };
        content.Add(guard);
        foreach (var loopback in (Statement[])[Match.To(s_loopback), Match.From(s_loopback)])
        {
            content.Add(new Rule(guard, "DROP REMOTE LOOPBACK") { loopback, Match.InputInterface.In(_networks), Statement.Counter, Verdict.Drop });
        }
    }

    /// <summary>The objects of one family.</summary>
    private sealed class Family
    {
        internal Family(Table table, string suffix, Selector destination)
        {
            HostPort = Selector.Concatenation(destination, Match.TransportProtocol, Match.DestinationPort);
            Target = Selector.Concatenation(Match.OutputInterface, destination, Match.TransportProtocol, Match.DestinationPort);
            var target = DataType.Concatenation(destination.Type, DataType.Service);
            ByAddress = new Map(table, $"dnat{suffix}-address", HostPort.Type, target) { Counts = true, Comment = "ports of single addresses of the host" };
            Everywhere = new Map(table, $"dnat{suffix}", s_port.Type, target) { Counts = true, Comment = "ports of every address of the host" };
            Published = new Set(table, $"published{suffix}", Target.Type) { Comment = "where they lead to" };
        }

        internal Selector HostPort { get; }

        internal Selector Target { get; }

        internal Map ByAddress { get; }

        internal Map Everywhere { get; }

        internal Set Published { get; }
    }
}
