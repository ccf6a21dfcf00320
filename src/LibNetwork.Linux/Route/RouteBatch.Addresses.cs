using System.Net;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <content>Addresses and routes.</content>
public sealed partial class RouteBatch
{
    private const uint NoDad = 0x02; // IFA_F_NODAD
    private const uint NoPrefixRoute = 0x200; // IFA_F_NOPREFIXROUTE
    private const uint OnLink = 4; // RTNH_F_ONLINK

    /// <summary>Gives a link an address. One that is there is EEXIST.</summary>
    public RouteBatch AddAddress(in AddressSpec spec) =>
        WriteAddress(RouteMessageType.NewAddress, NetlinkFlags.Create | NetlinkFlags.Exclusive, OperationKind.AddAddress, spec);

    /// <summary>Gives a link an address, IPv6 without duplicate detection.</summary>
    public RouteBatch AddAddress(int linkIndex, IPAddress address, int prefixLength) =>
        AddAddress(new AddressSpec(linkIndex, address, prefixLength) { NoDuplicateDetection = true });

    /// <summary>Gives a link an address, or changes the one that is there.</summary>
    public RouteBatch ReplaceAddress(in AddressSpec spec) =>
        WriteAddress(RouteMessageType.NewAddress, NetlinkFlags.Create | NetlinkFlags.Replace, OperationKind.AddAddress, spec);

    /// <summary>Takes an address away. One that is not there is EADDRNOTAVAIL.</summary>
    public RouteBatch DeleteAddress(in AddressSpec spec) =>
        WriteAddress(RouteMessageType.DeleteAddress, NetlinkFlags.None, OperationKind.DeleteAddress, spec);

    /// <summary>Takes an address away. One that is not there is EADDRNOTAVAIL.</summary>
    public RouteBatch DeleteAddress(int linkIndex, IPAddress address, int prefixLength) =>
        DeleteAddress(new AddressSpec(linkIndex, address, prefixLength));

    /// <summary>Adds a route. One that is there is EEXIST.</summary>
    public RouteBatch AddRoute(in RouteSpec spec) =>
        WriteRoute(RouteMessageType.NewRoute, NetlinkFlags.Create | NetlinkFlags.Exclusive, OperationKind.AddRoute, spec);

    /// <summary>Adds a route in the place of the one to the same destination, if there is one.</summary>
    public RouteBatch ReplaceRoute(in RouteSpec spec) =>
        WriteRoute(RouteMessageType.NewRoute, NetlinkFlags.Create | NetlinkFlags.Replace, OperationKind.AddRoute, spec);

    /// <summary>Deletes a route. One that is not there is ESRCH.</summary>
    public RouteBatch DeleteRoute(in RouteSpec spec) =>
        WriteRoute(RouteMessageType.DeleteRoute, NetlinkFlags.None, OperationKind.DeleteRoute, spec);

    private RouteBatch WriteAddress(ushort type, NetlinkFlags flags, OperationKind kind, in AddressSpec spec)
    {
        BeginCall();
        var addressFlags = (spec.NoDuplicateDetection ? NoDad : 0) | (spec.NoPrefixRoute ? NoPrefixRoute : 0);
        Begin(type, flags, new Operation(kind, Number: spec.LinkIndex, Detail: spec.Address, Prefix: (byte)spec.PrefixLength));
        _writer.WriteHeader(new AddressHeader
        {
            Family = Family(spec.Address),
            PrefixLength = (byte)spec.PrefixLength,
            Flags = (byte)addressFlags,
            Scope = (byte)spec.Scope,
            LinkIndex = spec.LinkIndex,
        });
        WriteAddress(AddressAttribute.Local, spec.Address);
        WriteAddress(AddressAttribute.Address, spec.Peer ?? spec.Address);
        if (spec.Broadcast is not null)
        {
            WriteAddress(AddressAttribute.Broadcast, spec.Broadcast);
        }

        // The header has room for eight flags only.
        if (addressFlags > byte.MaxValue)
        {
            _writer.WriteUInt32(AddressAttribute.Flags, addressFlags);
        }

        if (spec.Protocol != 0)
        {
            _writer.WriteByte(AddressAttribute.Protocol, spec.Protocol);
        }

        return EndCall();
    }

    private RouteBatch WriteRoute(ushort type, NetlinkFlags flags, OperationKind kind, in RouteSpec spec)
    {
        BeginCall();
        var destination = spec.Destination;
        var length = (byte)(destination?.PrefixLength ?? 0);
        Begin(type, flags, new Operation(kind, Number: spec.LinkIndex, Detail: destination?.BaseAddress, Prefix: length));
        var deleting = type == RouteMessageType.DeleteRoute;
        _writer.WriteHeader(new RouteHeader
        {
            Family = spec.IsV6 ? IPv6 : IPv4,
            DestinationLength = length,
            Table = spec.Table < 256 ? (byte)spec.Table : (byte)0,
            Protocol = (byte)spec.Protocol,
            Scope = (byte)(deleting && spec.Scope is null ? RouteScope.Nowhere : spec.EffectiveScope),
            Type = (byte)spec.Kind,
            Flags = spec.OnLink ? OnLink : 0,
        });
        if (destination is { } network && length > 0)
        {
            WriteAddress(RouteAttribute.Destination, network.BaseAddress);
        }

        if (spec.Gateway is not null)
        {
            WriteAddress(RouteAttribute.Gateway, spec.Gateway);
        }

        WriteNumber(RouteAttribute.OutputLink, spec.LinkIndex);
        WriteNumber(RouteAttribute.Metric, (int)spec.Metric);
        if (spec.Source is not null)
        {
            WriteAddress(RouteAttribute.PreferredSource, spec.Source);
        }

        if (spec.Table > byte.MaxValue)
        {
            _writer.WriteUInt32(RouteAttribute.Table, spec.Table);
        }

        return EndCall();
    }
}
