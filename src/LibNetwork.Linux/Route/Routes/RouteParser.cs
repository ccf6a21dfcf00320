using System.Net;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>Reads route messages.</summary>
internal static class RouteParser
{
    internal const byte IPv4 = 2; // AF_INET
    internal const byte IPv6 = 10; // AF_INET6
    internal const uint TableEntry = 0x2000; // RTM_F_FIB_MATCH
    private const uint Cloned = 0x200; // RTM_F_CLONED

    internal static bool TryParse(ushort type, ReadOnlySpan<byte> body, out RouteInfo result)
    {
        result = null!;
        if (type is not (RouteMessageType.NewRoute or RouteMessageType.DeleteRoute))
        {
            return false;
        }

        var header = RouteMessage.Header<RouteHeader>(body, out var attributes);
        if (header.Family is not (IPv4 or IPv6) || (header.Flags & Cloned) != 0)
        {
            return false;
        }

        var destination = header.Family == IPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        IPAddress? gateway = null, source = null;
        uint metric = 0, table = header.Table;
        var link = 0;
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case RouteAttribute.Destination:
                    destination = RouteMessage.Address(attributes);
                    break;
                case RouteAttribute.Gateway:
                    gateway = RouteMessage.Address(attributes);
                    break;
                case RouteAttribute.PreferredSource:
                    source = RouteMessage.Address(attributes);
                    break;
                case RouteAttribute.OutputLink:
                    link = attributes.Int32;
                    break;
                case RouteAttribute.Metric:
                    metric = attributes.UInt32;
                    break;
                case RouteAttribute.Table:
                    table = attributes.UInt32;
                    break;
            }
        }

        result = new RouteInfo
        {
            Destination = Network(destination, header.DestinationLength),
            Gateway = gateway,
            LinkIndex = link,
            Source = source,
            Scope = (RouteScope)header.Scope,
            Table = table,
            Kind = (RouteKind)header.Type,
            Protocol = (RouteProtocol)header.Protocol,
            Metric = metric,
        };
        return true;
    }

    private static IPNetwork Network(IPAddress address, byte length)
    {
        try
        {
            return new IPNetwork(address, length);
        }
        catch (ArgumentException)
        {
            throw NetlinkException.Malformed("destination of a route");
        }
    }
}
