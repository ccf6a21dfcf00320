using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <content>Neighbours and forwarding databases.</content>
public sealed partial class RouteBatch
{
    /// <summary>Makes a neighbour known, or changes what is known of it.</summary>
    public RouteBatch AddNeighbour(in NeighbourSpec spec) =>
        WriteNeighbour(RouteMessageType.NewNeighbour, NetlinkFlags.Create | NetlinkFlags.Replace, OperationKind.AddNeighbour, spec);

    /// <summary>Forgets a neighbour. One that is not known is ENOENT.</summary>
    public RouteBatch DeleteNeighbour(in NeighbourSpec spec) =>
        WriteNeighbour(RouteMessageType.DeleteNeighbour, NetlinkFlags.None, OperationKind.DeleteNeighbour, spec);

    /// <summary>Adds a forwarding entry, or changes the one for the address.</summary>
    public RouteBatch AddForwarding(in ForwardingSpec spec) => WriteForwarding(
        RouteMessageType.NewNeighbour, NetlinkFlags.Create | (spec.Append ? NetlinkFlags.Append : NetlinkFlags.Replace),
        OperationKind.AddForwarding, spec);

    /// <summary>Deletes a forwarding entry. One that is not there is ENOENT.</summary>
    public RouteBatch DeleteForwarding(in ForwardingSpec spec) =>
        WriteForwarding(RouteMessageType.DeleteNeighbour, NetlinkFlags.None, OperationKind.DeleteForwarding, spec);

    private RouteBatch WriteNeighbour(ushort type, NetlinkFlags flags, OperationKind kind, in NeighbourSpec spec)
    {
        BeginCall();
        Begin(type, flags, new Operation(kind, Number: spec.LinkIndex, Detail: spec.Address));
        _writer.WriteHeader(new NeighbourHeader
        {
            Family = Family(spec.Address),
            LinkIndex = spec.LinkIndex,
            State = (ushort)(spec.State == NeighbourState.None ? NeighbourState.Permanent : spec.State),
            Flags = spec.Proxy ? NeighbourAttribute.Proxy : (byte)0,
        });
        WriteAddress(NeighbourAttribute.Destination, spec.Address);
        WriteMac(NeighbourAttribute.Mac, spec.Mac);
        return EndCall();
    }

    private RouteBatch WriteForwarding(ushort type, NetlinkFlags flags, OperationKind kind, in ForwardingSpec spec)
    {
        BeginCall();
        Begin(type, flags, new Operation(kind, Number: spec.LinkIndex, Detail: spec.Mac));
        _writer.WriteHeader(new NeighbourHeader
        {
            Family = Bridge,
            LinkIndex = spec.LinkIndex,

            // A permanent entry of a bridge would be the bridge's own address; NoArp is what "static" means there.
            State = (ushort)(spec.InBridge ? NeighbourState.NoArp : NeighbourState.Permanent),
            Flags = spec.InBridge ? NeighbourAttribute.OfMaster : NeighbourAttribute.Self,
        });
        WriteMac(NeighbourAttribute.Mac, spec.Mac);
        if (spec.Remote is not null)
        {
            WriteAddress(NeighbourAttribute.Destination, spec.Remote);
        }

        if (spec.Port != 0)
        {
            _writer.WriteUInt16BigEndian(NeighbourAttribute.Port, spec.Port);
        }

        WriteNumber(NeighbourAttribute.Vni, (int)spec.Vni);
        if (spec.Vlan != 0)
        {
            _writer.WriteUInt16(NeighbourAttribute.Vlan, spec.Vlan);
        }

        return EndCall();
    }
}
