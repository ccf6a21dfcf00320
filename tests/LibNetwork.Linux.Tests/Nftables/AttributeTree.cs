using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Tests.Nftables;

/// <summary>Attributes as text, in the order of their types: to the kernel their order means nothing.</summary>
internal static class AttributeTree
{
    internal static string Of(ReadOnlySpan<byte> attributes)
    {
        var found = new List<(ushort Type, string Text)>();
        for (var rest = attributes; rest.Length >= 4; rest = rest[Math.Min((BitConverter.ToUInt16(rest) + 3) & ~3, rest.Length)..])
        {
            var (length, type) = (BitConverter.ToUInt16(rest), BitConverter.ToUInt16(rest[2..]));
            var value = rest[4..length];
            var isNested = (type & 0x8000) != 0; // NLA_F_NESTED
            found.Add((type, isNested ? $"{type & 0x3fff}({Of(value)})" : $"{type}={Convert.ToHexStringLower(value)}"));
        }

        return string.Join(" ", found.OrderBy(a => a.Type & 0x3fff).Select(a => a.Text));
    }

    /// <summary>Attributes of one message, by its place among what was written.</summary>
    internal static string OfMessage(ReadOnlySpan<byte> messages, int index, int header = 4)
    {
        var reader = new MessageReader(messages);
        while (reader.Read() && index-- > 0)
        {
        }

        return Of(reader.Body[header..]);
    }
}
