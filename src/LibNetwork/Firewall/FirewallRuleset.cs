using System.Net;
using System.Net.Sockets;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.Firewall;

/// <summary>The rules of one controller's bridge networks, and what a network or a published port adds to them: elements, never a rule.</summary>
/// <remarks>
/// <para>What passes through the host goes down this list; the first that matches decides:</para>
/// <list type="number">
/// <item>A connection that was allowed once goes on, both ways.</item>
/// <item>Within one network: as its inter-container communication says (F-058). Seen only where <c>br_netfilter</c> is on.</item>
/// <item>From or to an internal network: dropped (F-060).</item>
/// <item>Into a network from anywhere else: dropped (F-059), unless it goes to a published port under an address of the host. Where the
/// family is routed, or the link it comes by is trusted, the sandbox's own address will do (F-019, F-029); where it is unprotected,
/// whatever has a way to a sandbox passes (F-061).</item>
/// <item>Out of a network: accepted.</item>
/// </list>
/// <para>What leaves a network that masquerades, with a source in its subnet and by another link than its bridge, gets an address of the
/// host as its source (F-024). Published ports have rules of their own: <see cref="PortRules"/>.</para>
/// <para>What is for the host itself, or comes from it, is not filtered.</para>
/// </remarks>
internal sealed class FirewallRuleset
{
    /// <summary>The links a packet comes and leaves by.</summary>
    internal static readonly Selector Passage = Selector.Concatenation(Match.InputInterface, Match.OutputInterface);

    // A family of a network: the packet's, and the link it leaves by.
    private static readonly Selector s_family = Selector.Concatenation(Match.NetworkProtocol, Match.OutputInterface);

    private readonly Set _networks;
    private readonly Set _internal;
    private readonly Set _withoutIcc;
    private readonly Set _within;
    private readonly Set _routed;
    private readonly Set _unprotected;
    private readonly Set _trusted;
    private readonly Set _masqueradeIPv4;
    private readonly Set _masqueradeIPv6;
    private readonly Map _sourceIPv4;
    private readonly Map _sourceIPv6;
    private readonly PortRules _ports;
    private readonly FirewallOptions _options;

    /// <summary>Names the objects of one controller.</summary>
    /// <param name="instanceId">What tells its table from other controllers'.</param>
    /// <param name="options">What holds for all networks.</param>
    internal FirewallRuleset(string instanceId, FirewallOptions options)
    {
        _options = options;
        Table = new Table(TableFamily.Inet, $"dnet-{instanceId}") { Comment = "rules of bridge networks; changes are undone" };
        _networks = new Set(Table, "networks", DataType.InterfaceName) { Comment = "bridges of networks with a way out" };
        _internal = new Set(Table, "internal-networks", DataType.InterfaceName) { Comment = "bridges of networks without" };
        _withoutIcc = new Set(Table, "no-icc", DataType.InterfaceName) { Comment = "bridges whose containers may not talk to each other" };
        _within = new Set(Table, "within", Passage.Type) { Comment = "each bridge with itself" };
        _routed = new Set(Table, "routed", s_family.Type) { Comment = "families whose published ports are reached under the containers' addresses" };
        _unprotected = new Set(Table, "unprotected", s_family.Type) { Comment = "families whose ports are all reached" };
        _trusted = new Set(Table, "trusted", Passage.Type) { Comment = "links by which published ports are reached under the containers' addresses" };
        _masqueradeIPv4 = new Set(Table, "masquerade4", DataType.IPv4Address) { Interval = true };
        _masqueradeIPv6 = new Set(Table, "masquerade6", DataType.IPv6Address) { Interval = true };
        _sourceIPv4 = new Map(Table, "snat4", DataType.IPv4Address, DataType.IPv4Address) { Interval = true, Counts = true };
        _sourceIPv6 = new Map(Table, "snat6", DataType.IPv6Address, DataType.IPv6Address) { Interval = true, Counts = true };
        _ports = new PortRules(Table, _networks, _within);
    }

    /// <summary>The one table.</summary>
    internal Table Table { get; }

    /// <summary>The maps whose elements are published ports.</summary>
    internal IEnumerable<Map> PortMaps => _ports.Maps;

    /// <summary>The whole table as it should be.</summary>
    internal TableContent Content(IEnumerable<FirewallNetwork> networks, IEnumerable<FirewallEndpoint> endpoints)
    {
        var content = new TableContent(Table) { _networks, _internal, _withoutIcc, _within, _routed, _unprotected, _trusted };
        content.Add(_masqueradeIPv4);
        content.Add(_masqueradeIPv6);
        content.Add(_sourceIPv4);
        content.Add(_sourceIPv6);
        _ports.AddTo(content);
        AddForward(content);
        AddPostrouting(content);
        foreach (var (set, element) in networks.SelectMany(Elements).Concat(endpoints.SelectMany(Elements)))
        {
            content.Add(set, element);
        }

        return content;
    }

    /// <summary>What the published ports of one endpoint add.</summary>
    internal IEnumerable<(Set Set, SetElement Element)> Elements(FirewallEndpoint endpoint) => _ports.Elements(endpoint);

    /// <summary>What one network adds.</summary>
    internal IEnumerable<(Set Set, SetElement Element)> Elements(FirewallNetwork network)
    {
        var comment = network.NetworkId;
        var bridge = new SetElement(NftData.InterfaceName(network.BridgeName)) { Comment = comment };
        yield return (network.Internal ? _internal : _networks, bridge);
        yield return (_within, new SetElement(bridge.Key.And(bridge.Key)) { Comment = comment });
        if (!network.InterContainerCommunication)
        {
            yield return (_withoutIcc, bridge);
        }

        if (!network.Internal)
        {
            foreach (var (set, element) in Outside(network))
            {
                yield return (set, element with { Comment = network.NetworkId });
            }
        }
    }

    /// <summary>Everything that a network of this bridge and these subnets may have added, however it was configured.</summary>
    internal IEnumerable<(Set Set, SetElement Element)> PossibleElements(FirewallNetwork network)
    {
        var bridge = new SetElement(NftData.InterfaceName(network.BridgeName));
        yield return (_networks, bridge);
        yield return (_internal, bridge);
        yield return (_withoutIcc, bridge);
        yield return (_within, new SetElement(bridge.Key.And(bridge.Key)));
        foreach (var family in (NftData[])[Match.IPv4, Match.IPv6])
        {
            var key = new SetElement(family.And(bridge.Key));
            yield return (_routed, key);
            yield return (_unprotected, key);
        }

        foreach (var trusted in network.TrustedInterfaces)
        {
            yield return (_trusted, new SetElement(NftData.InterfaceName(trusted).And(bridge.Key)));
        }

        if (network.IPv4Subnet is { } ipv4)
        {
            yield return (_masqueradeIPv4, SetElement.Subnet(ipv4));
            yield return (_sourceIPv4, SetElement.Subnet(ipv4));
        }

        if (network.IPv6Subnet is { } ipv6)
        {
            yield return (_masqueradeIPv6, SetElement.Subnet(ipv6));
            yield return (_sourceIPv6, SetElement.Subnet(ipv6));
        }
    }

    /// <summary>What decides how a network that has a way out is reached by it, and what it looks like from there.</summary>
    private IEnumerable<(Set Set, SetElement Element)> Outside(FirewallNetwork network)
    {
        var bridge = NftData.InterfaceName(network.BridgeName);
        foreach (var (family, mode) in ((NftData, GatewayMode)[])[(Match.IPv4, network.GatewayModeIPv4), (Match.IPv6, network.GatewayModeIPv6)])
        {
            if (mode is GatewayMode.Routed or GatewayMode.NatUnprotected)
            {
                yield return (mode == GatewayMode.Routed ? _routed : _unprotected, new SetElement(family.And(bridge)));
            }
        }

        foreach (var trusted in network.TrustedInterfaces)
        {
            yield return (_trusted, new SetElement(NftData.InterfaceName(trusted).And(bridge)));
        }

        if (network is { Masquerade: true, IPv4Subnet: { } ipv4, GatewayModeIPv4: not GatewayMode.Routed })
        {
            yield return Source(ipv4, network.HostIPv4, _masqueradeIPv4, _sourceIPv4);
        }

        if (network is { Masquerade: true, IPv6Subnet: { } ipv6, GatewayModeIPv6: not GatewayMode.Routed })
        {
            yield return Source(ipv6, network.HostIPv6, _masqueradeIPv6, _sourceIPv6);
        }
    }

    private static (Set Set, SetElement Element) Source(IPNetwork subnet, IPAddress? host, Set masquerade, Map source)
    {
        var element = SetElement.Subnet(subnet);
        return host is null ? (masquerade, element) : (source, element with { Value = NftData.Address(host) });
    }

    private void AddForward(TableContent content)
    {
        var forward = new Chain(Table, "forward") { Hook = new ChainHook(ChainType.Filter, ChainHookPoint.Forward, ChainPriority.Filter) };
        var within = new Chain(Table, "within-network");
        var ingress = new Chain(Table, "ingress");
        var routed = new Chain(Table, "routed");
        content.Add(forward);
        content.Add(within);
        content.Add(ingress);
        content.Add(routed);

        content.Add(new Rule(forward, "ESTABLISHED")
        {
            Match.Connection(ConnectionState.Established | ConnectionState.Related), Statement.Counter, Verdict.Accept,
        });
        content.Add(new Rule(forward) { Passage.In(_within), Verdict.Goto(within) });
        content.Add(new Rule(forward, "INTERNAL NETWORK EGRESS") { Match.InputInterface.In(_internal), Statement.Counter, Verdict.Drop });
        content.Add(new Rule(forward, "INTERNAL NETWORK INGRESS") { Match.OutputInterface.In(_internal), Statement.Counter, Verdict.Drop });
        content.Add(new Rule(forward) { Match.OutputInterface.In(_networks), Verdict.Goto(ingress) });
        content.Add(new Rule(forward, "OUTGOING") { Match.InputInterface.In(_networks), Statement.Counter, Verdict.Accept });

        content.Add(new Rule(within) { PortRules.Translated, Verdict.Jump(_ports.Accept) });
        content.Add(new Rule(within, "ICC") { Match.InputInterface.In(_withoutIcc), Statement.Counter, Verdict.Drop });
        content.Add(new Rule(within, "ICC") { Statement.Counter, Verdict.Accept });

        if (_options.AcceptMark is { } mark)
        {
            content.Add(new Rule(ingress, "ACCEPT MARK")
            {
                Match.Mark.HasBits(NftData.Mark(mark.Mask), NftData.Mark(mark.Value)), Statement.Counter, Verdict.Accept,
            });
        }

        content.Add(_options.AllowDirectRouting ? new Rule(ingress) { Verdict.Jump(_ports.Accept) }
            : new Rule(ingress) { PortRules.Translated, Verdict.Jump(_ports.Accept) });
        content.Add(new Rule(ingress) { s_family.In(_routed), Verdict.Goto(routed) });
        content.Add(new Rule(ingress) { Passage.In(_trusted), Verdict.Jump(_ports.Accept) });
        content.Add(new Rule(ingress, "UNPROTECTED") { s_family.In(_unprotected), Statement.Counter, Verdict.Accept });
        content.Add(new Rule(ingress, "UNPUBLISHED PORT DROP") { Statement.Counter, Verdict.Drop });

        content.Add(new Rule(routed) { Verdict.Jump(_ports.Accept) });
        content.Add(new Rule(routed, "ICMP") { Match.IPv4Only, Match.TransportProtocol.Is(NftData.Protocol(ProtocolType.Icmp)), Statement.Counter, Verdict.Accept });
        content.Add(new Rule(routed, "ICMP") { Match.IPv6Only, Match.TransportProtocol.Is(NftData.Protocol(ProtocolType.IcmpV6)), Statement.Counter, Verdict.Accept });
        content.Add(new Rule(routed, "UNPUBLISHED PORT DROP") { Statement.Counter, Verdict.Drop });
    }

    private void AddPostrouting(TableContent content)
    {
        var postrouting = new Chain(Table, "postrouting")
        {
            Hook = new ChainHook(ChainType.Nat, ChainHookPoint.Postrouting, ChainPriority.SourceNat),
        };
        var source = new Chain(Table, "source-nat");
        content.Add(postrouting);
        content.Add(source);

        _ports.AddSource(content, postrouting);
        content.Add(new Rule(postrouting) { Match.InputInterface.In(_networks), Verdict.Goto(source) });

        content.Add(new Rule(source, "WITHIN NETWORK") { Passage.In(_within), Statement.Counter, Verdict.Accept });
        content.Add(new Rule(source, "SNAT") { Nat.Source(Match.IPv4Source, _sourceIPv4) });
        content.Add(new Rule(source, "SNAT") { Nat.Source(Match.IPv6Source, _sourceIPv6) });
        content.Add(new Rule(source, "MASQUERADE") { Match.IPv4Source.In(_masqueradeIPv4), Statement.Counter, Nat.Masquerade() });
        content.Add(new Rule(source, "MASQUERADE") { Match.IPv6Source.In(_masqueradeIPv6), Statement.Counter, Nat.Masquerade() });
    }
}
