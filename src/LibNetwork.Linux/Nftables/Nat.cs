using System.Net;
using System.Net.Sockets;

namespace LibNetwork.Linux.Nftables;

/// <summary>Statements that translate addresses. Only in chains of <see cref="ChainType.Nat"/>.</summary>
public static class Nat
{
    /// <summary>The source becomes the address of the link the packet leaves by. Postrouting only.</summary>
    public static Statement Masquerade(NatFlags flags = NatFlags.None) => new(new MasqueradeExpression(flags));

    /// <summary>The source becomes this address. Postrouting and input.</summary>
    public static Statement Source(IPAddress address) => Fixed(NatType.Source, address, port: null);

    /// <summary>The destination becomes this address, and this port if given. Prerouting and output.</summary>
    /// <remarks>With a port the rule must have matched a protocol that has ports before.</remarks>
    public static Statement Destination(IPAddress address, ushort? port = null) => Fixed(NatType.Destination, address, port);

    /// <summary>The source becomes what the map says; a packet that the map does not know goes on.</summary>
    /// <param name="selector">What is looked up.</param>
    /// <param name="map">A map to an address, or to an address and a port.</param>
    public static Statement Source(Selector selector, Map map) => Mapped(NatType.Source, selector, map);

    /// <summary>The destination becomes what the map says; a packet that the map does not know goes on.</summary>
    /// <inheritdoc cref="Source(Selector, Map)"/>
    public static Statement Destination(Selector selector, Map map) => Mapped(NatType.Destination, selector, map);

    private static Statement Fixed(NatType type, IPAddress address, ushort? port)
    {
        ArgumentNullException.ThrowIfNull(address);
        var family = address.AddressFamily == AddressFamily.InterNetwork ? TableFamily.IPv4 : TableFamily.IPv6;
        var value = NftData.Address(address);
        var load = new ImmediateExpression(Register.First, value);
        if (port is null)
        {
            return new Statement(load, new NatExpression(type, family, Register.First));
        }

        var portRegister = Register.First.After(value.Length);
        return new Statement(
            load,
            new ImmediateExpression(portRegister, NftData.Port(port.Value)),
            new NatExpression(type, family, Register.First) { Port = portRegister });
    }

    private static Statement Mapped(NatType type, Selector selector, Map map)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(map);
        var fields = map.ValueType.Fields;
        var address = fields.IsEmpty ? map.ValueType : fields[0];
        var family = address == DataType.IPv4Address ? TableFamily.IPv4
            : address == DataType.IPv6Address ? TableFamily.IPv6
            : throw new ArgumentException($"map {map.Name} gives {map.ValueType}, not an address");
        return selector.ThenLookup(map, new NatExpression(type, family, Register.First)
        {
            Port = fields.IsEmpty ? null : Register.First.After(address.Length),
        });
    }
}
