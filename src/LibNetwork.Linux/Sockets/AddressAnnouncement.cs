using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LibNetwork.Linux.Sockets;

/// <summary>The frame that tells a segment which MAC address an IP address has now, unasked.</summary>
/// <remarks>For IPv4 an ARP announcement (RFC 5227), for IPv6 an unsolicited neighbour advertisement with the override flag (RFC 4861). Who has
/// the IP address under another MAC address corrects it; who does not have it takes no notice.</remarks>
public static class AddressAnnouncement
{
    private const int MacLength = 6; // ETH_ALEN
    private const int EthernetLength = 14; // ETH_HLEN
    private const int ArpLength = 28;
    private const int IPv6Length = 40;
    private const int AdvertisementLength = 32; // with one option, the MAC address

    /// <summary>The frame, with its Ethernet header.</summary>
    /// <param name="macAddress">Six bytes.</param>
    /// <param name="address">Of either family.</param>
    public static byte[] Frame(PhysicalAddress macAddress, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(macAddress);
        ArgumentNullException.ThrowIfNull(address);
        var mac = macAddress.GetAddressBytes();
        ArgumentOutOfRangeException.ThrowIfNotEqual(mac.Length, MacLength, nameof(macAddress));
        return address.AddressFamily == AddressFamily.InterNetwork ? Arp(mac, address.GetAddressBytes()) : Advertisement(mac, address.GetAddressBytes());
    }

    private static byte[] Arp(byte[] mac, byte[] address)
    {
        var frame = new byte[EthernetLength + ArpLength];
        WriteEthernet(frame, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], mac, 0x0806);
        var arp = frame.AsSpan(EthernetLength);
        ReadOnlySpan<byte> head = [0, 1, 8, 0, MacLength, 4, 0, 1]; // Ethernet, IPv4, their lengths, request
        head.CopyTo(arp);
        mac.CopyTo(arp[8..]);
        address.CopyTo(arp[14..]);
        address.CopyTo(arp[24..]); // Who asks for himself needs no answer.
        return frame;
    }

    private static byte[] Advertisement(byte[] mac, byte[] address)
    {
        var frame = new byte[EthernetLength + IPv6Length + AdvertisementLength];
        WriteEthernet(frame, [0x33, 0x33, 0, 0, 0, 1], mac, 0x86dd);
        var ip = frame.AsSpan(EthernetLength, IPv6Length);
        ip[0] = 0x60; // version 6
        ip[5] = AdvertisementLength;
        ip[6] = (byte)ProtocolType.IcmpV6;
        ip[7] = 255; // hop limit: it was forwarded by nobody
        address.CopyTo(ip[8..]);
        IPAddress.Parse("ff02::1").TryWriteBytes(ip[24..], out _);
        var body = frame.AsSpan(EthernetLength + IPv6Length);
        body[0] = 136; // neighbour advertisement
        body[4] = 0x20; // override
        address.CopyTo(body[8..]);
        (body[24], body[25]) = (2, 1); // target link-layer address, eight bytes
        mac.CopyTo(body[26..]);
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], Checksum(ip[8..], body));
        return frame;
    }

    private static void WriteEthernet(Span<byte> frame, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source, ushort type)
    {
        destination.CopyTo(frame);
        source.CopyTo(frame[MacLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[(2 * MacLength)..], type);
    }

    // Over the addresses, the length and the protocol, and the message itself (RFC 4443, 2.3).
    private static ushort Checksum(ReadOnlySpan<byte> addresses, ReadOnlySpan<byte> message)
    {
        var sum = (uint)message.Length + (uint)ProtocolType.IcmpV6;
        Add(addresses);
        Add(message);
        return (ushort)~((sum & 0xffff) + (sum >> 16) + (((sum & 0xffff) + (sum >> 16)) >> 16));

        void Add(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i += 2)
            {
                sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
            }
        }
    }
}
