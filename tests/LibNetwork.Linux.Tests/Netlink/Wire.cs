using System.Runtime.InteropServices;
using System.Text;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Tests.Netlink;

/// <summary>Messages as the kernel would send them, and the fields of requests.</summary>
internal static class Wire
{
    internal const ushort Multi = 2; // NLM_F_MULTI
    internal const ushort Interrupted = 0x10; // NLM_F_DUMP_INTR

    internal static byte[] Hex(string annotated) =>
        Convert.FromHexString(string.Concat(annotated.Split('\n').Select(l => l.Split("//")[0])
            .SelectMany(l => l.Where(c => !char.IsWhiteSpace(c)))));

    internal static byte[] Message(ushort type, ushort flags, uint sequence, params byte[] body)
    {
        var message = new byte[16 + body.Length];
        MemoryMarshal.Write(message, message.Length);
        MemoryMarshal.Write(message.AsSpan(4), type);
        MemoryMarshal.Write(message.AsSpan(6), flags);
        MemoryMarshal.Write(message.AsSpan(8), sequence);
        body.CopyTo(message, 16);
        return message;
    }

    /// <summary>An acknowledgement as with NETLINK_CAP_ACK and NETLINK_EXT_ACK.</summary>
    internal static byte[] Ack(uint sequence, Errno errno = Errno.None, string? text = null)
    {
        var body = new byte[20];
        MemoryMarshal.Write(body, -(int)errno);
        var flags = text is null ? 0x100 : 0x300; // NLM_F_CAPPED, NLM_F_ACK_TLVS
        return Message(2, (ushort)flags, sequence, text is null ? body : [.. body, .. Attribute(1, [.. Encoding.UTF8.GetBytes(text), 0])]);
    }

    internal static byte[] Done(uint sequence, Errno errno = Errno.None, ushort flags = Multi)
    {
        var body = new byte[4];
        MemoryMarshal.Write(body, -(int)errno);
        return Message(3, flags, sequence, body);
    }

    internal static byte[] Attribute(ushort type, byte[] value)
    {
        var attribute = new byte[(4 + value.Length + 3) & ~3];
        MemoryMarshal.Write(attribute, (ushort)(4 + value.Length));
        MemoryMarshal.Write(attribute.AsSpan(2), type);
        value.CopyTo(attribute, 4);
        return attribute;
    }

    internal static List<(ushort Type, ushort Flags, uint Sequence)> Headers(ReadOnlySpan<byte> datagram)
    {
        var headers = new List<(ushort, ushort, uint)>();
        var reader = new MessageReader(datagram);
        while (reader.Read())
        {
            headers.Add((reader.Type, reader.Flags, reader.Sequence));
        }

        return headers;
    }

    internal static uint Sequence(byte[] request) => Headers(request)[0].Sequence;
}
