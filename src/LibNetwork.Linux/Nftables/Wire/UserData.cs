using System.Runtime.InteropServices;
using System.Text;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>What <c>nft</c> keeps with an object and the kernel does not read: a type and a length of one byte each, then the value.</summary>
/// <remarks>The same types and values are written here, so that <c>nft list</c> prints comments and values as if it had made them.</remarks>
internal static class UserData
{
    internal const byte ObjectComment = 0; // NFTNL_UDATA_{TABLE,CHAIN,RULE,SET_ELEM}_COMMENT
    internal const byte SetComment = 7; // NFTNL_UDATA_SET_COMMENT

    private const byte SetKeyByteOrder = 0; // NFTNL_UDATA_SET_KEYBYTEORDER
    private const byte SetDataByteOrder = 1; // NFTNL_UDATA_SET_DATABYTEORDER
    private const byte SetDataInterval = 6; // NFTNL_UDATA_SET_DATA_INTERVAL
    private const int MaximalComment = 128; // NFTNL_UDATA_COMMENT_MAXLEN
    private const int Header = 2;

    /// <summary>Writes an object's comment; nothing when there is none.</summary>
    internal static void WriteComment(MessageWriter writer, ushort attribute, string? comment)
    {
        if (comment is null)
        {
            return;
        }

        Span<byte> data = stackalloc byte[Header + MaximalComment + 1];
        var length = Append(data, 0, ObjectComment, comment);
        writer.WriteBytes(attribute, data[..length]);
    }

    /// <summary>Writes what <c>nft</c> must know of a set to print it.</summary>
    internal static void WriteSet(MessageWriter writer, ushort attribute, Set set)
    {
        Span<byte> data = stackalloc byte[64 + MaximalComment];
        var length = Append(data, 0, SetKeyByteOrder, (uint)set.KeyType.Order);
        if (set.MappedType is { } mapped)
        {
            length = Append(data, length, SetDataByteOrder, (uint)mapped.Order);
            length = Append(data, length, SetDataInterval, 0);
        }

        if (set.Comment is not null)
        {
            length = Append(data, length, SetComment, set.Comment);
        }

        writer.WriteBytes(attribute, data[..length]);
    }

    /// <summary>Finds a text; null when there is none.</summary>
    internal static string? FindText(ReadOnlySpan<byte> data, byte type)
    {
        while (data.Length >= Header && data.Length >= Header + data[1])
        {
            if (data[0] == type)
            {
                return Encoding.UTF8.GetString(data.Slice(Header, data[1]).TrimEnd((byte)0));
            }

            data = data[(Header + data[1])..];
        }

        return null;
    }

    private static int Append(Span<byte> data, int at, byte type, string text)
    {
        var room = data[(at + Header)..];
        if (Encoding.UTF8.GetByteCount(text) > MaximalComment)
        {
            throw new ArgumentException($"comment is longer than {MaximalComment} bytes: {text}");
        }

        var size = Encoding.UTF8.GetBytes(text, room);
        room[size] = 0;
        data[at] = type;
        data[at + 1] = (byte)(size + 1);
        return at + Header + size + 1;
    }

    private static int Append(Span<byte> data, int at, byte type, uint number)
    {
        data[at] = type;
        data[at + 1] = sizeof(uint);
        MemoryMarshal.Write(data[(at + Header)..], number);
        return at + Header + sizeof(uint);
    }
}
