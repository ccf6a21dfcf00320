using System.Net;
using System.Net.NetworkInformation;

namespace LibNetwork.Linux.Route;

/// <summary>Reads neighbour and forwarding messages.</summary>
internal static class NeighbourParser
{
    internal static bool TryParse(ushort type, ReadOnlySpan<byte> body, out NeighbourInfo result)
    {
        result = null!;
        if (type is not (RouteMessageType.NewNeighbour or RouteMessageType.DeleteNeighbour))
        {
            return false;
        }

        var header = RouteMessage.Header<NeighbourHeader>(body, out var attributes);
        IPAddress? address = null;
        PhysicalAddress? mac = null;
        var master = 0;
        ushort vlan = 0;
        uint vni = 0;
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case NeighbourAttribute.Destination:
                    address = RouteMessage.Address(attributes);
                    break;
                case NeighbourAttribute.Mac when attributes.Value.Length > 0:
                    mac = new PhysicalAddress(attributes.Value.ToArray());
                    break;
                case NeighbourAttribute.Master:
                    master = attributes.Int32;
                    break;
                case NeighbourAttribute.Vlan:
                    vlan = attributes.UInt16;
                    break;
                case NeighbourAttribute.Vni:
                    vni = attributes.UInt32;
                    break;
            }
        }

        result = new NeighbourInfo
        {
            LinkIndex = header.LinkIndex,
            Address = address,
            Mac = mac,
            State = (NeighbourState)header.State,
            IsProxy = (header.Flags & NeighbourAttribute.Proxy) != 0,
            IsOwn = (header.Flags & NeighbourAttribute.Self) != 0,
            MasterIndex = master,
            Vlan = vlan,
            Vni = vni,
        };
        return true;
    }
}
