using System.Net;
using System.Net.Sockets;

namespace LibNetwork.Linux.Nftables;

/// <summary>What rules may ask of a packet, and short forms for what they often ask.</summary>
public static class Match
{
    /// <summary>What <see cref="NetworkProtocol"/> is of an IPv4 packet.</summary>
    public static readonly NftData IPv4 = NftData.Number8((byte)TableFamily.IPv4);

    /// <summary>What <see cref="NetworkProtocol"/> is of an IPv6 packet.</summary>
    public static readonly NftData IPv6 = NftData.Number8((byte)TableFamily.IPv6);

    /// <summary>The packet is IPv4 or IPv6: <c>meta nfproto</c>.</summary>
    public static readonly Selector NetworkProtocol = Meta(DataType.NetworkProtocol, MetaKey.NetworkProtocol);

    /// <summary>The protocol above IP: <c>meta l4proto</c>.</summary>
    public static readonly Selector TransportProtocol = Meta(DataType.Protocol, MetaKey.TransportProtocol);

    /// <summary>The name of the link it came by: <c>iifname</c>. Empty for what this machine sends.</summary>
    public static readonly Selector InputInterface = Meta(DataType.InterfaceName, MetaKey.InputInterfaceName);

    /// <summary>The name of the link it leaves by: <c>oifname</c>.</summary>
    public static readonly Selector OutputInterface = Meta(DataType.InterfaceName, MetaKey.OutputInterfaceName);

    /// <summary>The number of the link it came by; 0 where there is none: <c>iif</c>.</summary>
    public static readonly Selector InputInterfaceIndex = Meta(DataType.InterfaceIndex, MetaKey.InputInterface);

    /// <summary>The group of the link it came by (<c>IFLA_GROUP</c>).</summary>
    public static readonly Selector InputInterfaceGroup = Meta(DataType.Mark, MetaKey.InputInterfaceGroup);

    /// <summary>The type of an ICMPv6 message. It asks for ICMPv6 first, in every table family.</summary>
    public static readonly Selector Icmpv6Type = new(DataType.Protocol, register => new PayloadExpression(register, PayloadBase.Transport, 0, 1),
        Meta(DataType.Service, MetaKey.EtherType).Is(NftData.Of([0x86, 0xdd])), TransportProtocol.Is(NftData.Protocol(ProtocolType.IcmpV6)));

    /// <summary>The packet's mark: <c>meta mark</c>.</summary>
    public static readonly Selector Mark = Meta(DataType.Mark, MetaKey.Mark);

    /// <summary>The state of its connection, bits of <see cref="Nftables.ConnectionState"/>: <c>ct state</c>.</summary>
    public static readonly Selector ConnectionState = Conntrack(DataType.ConnectionState, ConntrackKey.State);

    /// <summary>What happened to its connection, bits of <see cref="Nftables.ConnectionStatus"/>: <c>ct status</c>.</summary>
    public static readonly Selector ConnectionStatus = Conntrack(DataType.ConnectionStatus, ConntrackKey.Status);

    /// <summary>The connection's mark: <c>ct mark</c>.</summary>
    public static readonly Selector ConnectionMark = Conntrack(DataType.Mark, ConntrackKey.Mark);

    /// <summary>What the source address is to this machine: <c>fib saddr type</c>.</summary>
    public static readonly Selector SourceAddressType = Fib(FibFlags.SourceAddress);

    /// <summary>What the destination address is to this machine: <c>fib daddr type</c>.</summary>
    public static readonly Selector DestinationAddressType = Fib(FibFlags.DestinationAddress);

    /// <summary>It is IPv4.</summary>
    public static readonly Statement IPv4Only = NetworkProtocol.Is(IPv4);

    /// <summary>It is IPv6.</summary>
    public static readonly Statement IPv6Only = NetworkProtocol.Is(IPv6);

    /// <summary>It is TCP.</summary>
    public static readonly Statement TcpOnly = TransportProtocol.Is(NftData.Protocol(ProtocolType.Tcp));

    /// <summary>It is UDP.</summary>
    public static readonly Statement UdpOnly = TransportProtocol.Is(NftData.Protocol(ProtocolType.Udp));

    /// <summary><c>ip saddr</c>.</summary>
    public static readonly Selector IPv4Source = Network(DataType.IPv4Address, 12, 4, IPv4Only);

    /// <summary><c>ip daddr</c>.</summary>
    public static readonly Selector IPv4Destination = Network(DataType.IPv4Address, 16, 4, IPv4Only);

    /// <summary><c>ip protocol</c>.</summary>
    public static readonly Selector IPv4Protocol = Network(DataType.Protocol, 9, 1, IPv4Only);

    /// <summary><c>ip6 saddr</c>.</summary>
    public static readonly Selector IPv6Source = Network(DataType.IPv6Address, 8, 16, IPv6Only);

    /// <summary><c>ip6 daddr</c>.</summary>
    public static readonly Selector IPv6Destination = Network(DataType.IPv6Address, 24, 16, IPv6Only);

    /// <summary>The source port of whatever protocol it is: <c>th sport</c>.</summary>
    public static readonly Selector SourcePort = Transport(0);

    /// <summary>The destination port of whatever protocol it is: <c>th dport</c>.</summary>
    public static readonly Selector DestinationPort = Transport(2);

    /// <summary><c>tcp sport</c>.</summary>
    public static readonly Selector TcpSourcePort = Transport(0, TcpOnly);

    /// <summary><c>tcp dport</c>.</summary>
    public static readonly Selector TcpDestinationPort = Transport(2, TcpOnly);

    /// <summary><c>udp sport</c>.</summary>
    public static readonly Selector UdpSourcePort = Transport(0, UdpOnly);

    /// <summary><c>udp dport</c>.</summary>
    public static readonly Selector UdpDestinationPort = Transport(2, UdpOnly);

    /// <summary>The link it came by has this name.</summary>
    public static Statement FromInterface(string name) => InputInterface.Is(NftData.InterfaceName(name));

    /// <summary>The link it leaves by has this name.</summary>
    public static Statement ToInterface(string name) => OutputInterface.Is(NftData.InterfaceName(name));

    /// <summary>Its connection is in one of these states.</summary>
    public static Statement Connection(ConnectionState states) => ConnectionState.HasAnyBit(NftData.Number32((uint)states));

    /// <summary>One of these happened to its connection.</summary>
    public static Statement Connection(ConnectionStatus statuses) => ConnectionStatus.HasAnyBit(NftData.Number32((uint)statuses));

    /// <summary>It is meant for an address of this machine: <c>fib daddr type local</c>.</summary>
    public static Statement ToThisMachine() => DestinationAddressType.Is(NftData.Number32(AddressTypeLocal));

    /// <summary>It has a source address of this machine: <c>fib saddr type local</c>.</summary>
    public static Statement FromThisMachine() => SourceAddressType.Is(NftData.Number32(AddressTypeLocal));

    /// <summary>Its source address is none of this machine's: <c>fib saddr type != local</c>.</summary>
    public static Statement NotFromThisMachine() => SourceAddressType.IsNot(NftData.Number32(AddressTypeLocal));

    /// <summary>No link is known that it came by: this machine sent it, or <c>br_netfilter</c> passes on what stays on a bridge.
    /// Postrouting.</summary>
    public static Statement FromNoInterface() => InputInterfaceIndex.Is(NftData.Number32(0));

    /// <summary>Its source lies in the subnet.</summary>
    public static Statement From(IPNetwork subnet) => InSubnet(subnet, IPv4Source, IPv6Source);

    /// <summary>Its destination lies in the subnet.</summary>
    public static Statement To(IPNetwork subnet) => InSubnet(subnet, IPv4Destination, IPv6Destination);

    private const uint AddressTypeLocal = 2; // RTN_LOCAL

    private static Statement InSubnet(IPNetwork subnet, Selector ipv4, Selector ipv6)
    {
        var selector = subnet.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? ipv4 : ipv6;
        var value = NftData.Address(subnet.BaseAddress);
        Span<byte> mask = stackalloc byte[value.Length];
        for (var bit = 0; bit < subnet.PrefixLength; bit++)
        {
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return subnet.PrefixLength == value.Length * 8 ? selector.Is(value) : selector.HasBits(NftData.Of(mask), value);
    }

    private static Selector Meta(DataType type, MetaKey key) => new(type, register => new MetaExpression(key, register));

    private static Selector Conntrack(DataType type, ConntrackKey key) => new(type, register => new ConntrackExpression(key, register));

    private static Selector Fib(FibFlags flags) =>
        new(DataType.AddressType, register => new FibExpression(register, FibResult.AddressType, flags));

    private static Selector Network(DataType type, uint offset, uint length, Statement requirement) =>
        new(type, register => new PayloadExpression(register, PayloadBase.Network, offset, length), requirement);

    private static Selector Transport(uint offset, params ReadOnlySpan<Statement> requirements) =>
        new(DataType.Service, register => new PayloadExpression(register, PayloadBase.Transport, offset, 2), requirements);
}
