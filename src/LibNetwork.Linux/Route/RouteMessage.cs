using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>What all messages of rtnetlink share: a fixed header, attributes, addresses.</summary>
internal static class RouteMessage
{
    internal const byte BridgeFamily = 7; // AF_BRIDGE

    /// <summary>The fixed header, and the attributes behind it.</summary>
    /// <exception cref="NetlinkException">EBADMSG: the message is shorter.</exception>
    internal static T Header<T>(ReadOnlySpan<byte> body, out AttributeReader attributes)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        if (body.Length < size)
        {
            throw NetlinkException.Malformed("route message");
        }

        attributes = new AttributeReader(body[MessageWriter.Align(size)..]);
        return MemoryMarshal.Read<T>(body);
    }

    /// <summary>The value as an IP address.</summary>
    /// <exception cref="NetlinkException">EBADMSG: it is not 4 or 16 bytes long.</exception>
    internal static IPAddress Address(in AttributeReader attribute) => attribute.Value.Length is 4 or 16
        ? new IPAddress(attribute.Value)
        : throw NetlinkException.Malformed($"address in attribute {attribute.Type}");
}
