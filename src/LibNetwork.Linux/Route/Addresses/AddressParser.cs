using System.Net;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>Reads address messages.</summary>
internal static class AddressParser
{
    internal static bool TryParse(ushort type, ReadOnlySpan<byte> body, out AddressInfo result)
    {
        result = null!;
        if (type is not (RouteMessageType.NewAddress or RouteMessageType.DeleteAddress))
        {
            return false;
        }

        var header = RouteMessage.Header<AddressHeader>(body, out var attributes);
        IPAddress? address = null, local = null, broadcast = null;
        var flags = (uint)header.Flags;
        byte protocol = 0;
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case AddressAttribute.Address:
                    address = RouteMessage.Address(attributes);
                    break;
                case AddressAttribute.Local:
                    local = RouteMessage.Address(attributes);
                    break;
                case AddressAttribute.Broadcast:
                    broadcast = RouteMessage.Address(attributes);
                    break;
                case AddressAttribute.Flags:
                    flags = attributes.UInt32;
                    break;
                case AddressAttribute.Protocol:
                    protocol = attributes.Byte;
                    break;
            }
        }

        // IFA_ADDRESS is the far end where there is one; then our end is IFA_LOCAL. IPv6 often has IFA_ADDRESS alone.
        var own = local ?? address ?? throw NetlinkException.Malformed("address message");
        result = new AddressInfo
        {
            LinkIndex = header.LinkIndex,
            Address = own,
            PrefixLength = header.PrefixLength,
            Peer = address is null || address.Equals(own) ? null : address,
            Broadcast = broadcast,
            Scope = (RouteScope)header.Scope,
            Protocol = protocol,
            Flags = (AddressFlags)flags,
        };
        return true;
    }
}
