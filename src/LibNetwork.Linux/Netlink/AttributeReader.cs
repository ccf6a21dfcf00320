using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LibNetwork.Linux.Netlink;

/// <summary>Walks the attributes of a netlink message.</summary>
/// <remarks>Use: <c>while (reader.Read()) switch (reader.Type) …</c>. A truncated attribute ends the walk; a value shorter than
/// the number asked of it is a <see cref="NetlinkException"/> with <see cref="Errno.EBADMSG"/>.</remarks>
public ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private const ushort TypeMask = 0x3fff; // NLA_TYPE_MASK: without NLA_F_NESTED and NLA_F_NET_BYTEORDER

    private ReadOnlySpan<byte> _rest = attributes;

    /// <summary>The current attribute's type.</summary>
    public ushort Type { get; private set; }

    /// <summary>The current attribute's value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The value as an 8-bit number.</summary>
    public readonly byte Byte => Require(1)[0];

    /// <summary>The value as a 16-bit number.</summary>
    public readonly ushort UInt16 => MemoryMarshal.Read<ushort>(Require(2));

    /// <summary>The value as a 32-bit number.</summary>
    public readonly uint UInt32 => MemoryMarshal.Read<uint>(Require(4));

    /// <summary>The value as a signed 32-bit number.</summary>
    public readonly int Int32 => MemoryMarshal.Read<int>(Require(4));

    /// <summary>The value as a 16-bit number in network byte order.</summary>
    public readonly ushort UInt16BigEndian => BinaryPrimitives.ReadUInt16BigEndian(Require(2));

    /// <summary>The value as a 32-bit number in network byte order.</summary>
    public readonly uint UInt32BigEndian => BinaryPrimitives.ReadUInt32BigEndian(Require(4));

    /// <summary>The value as a 64-bit number in network byte order.</summary>
    public readonly ulong UInt64BigEndian => BinaryPrimitives.ReadUInt64BigEndian(Require(8));

    /// <summary>The value as a text, without its closing zero.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Value.TrimEnd((byte)0));

    /// <summary>The attributes inside the value.</summary>
    public readonly AttributeReader Nested => new(Value);

    /// <summary>Goes to the next attribute; false when there is none.</summary>
    public bool Read()
    {
        if (_rest.Length < 4)
        {
            return false;
        }

        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < 4 || length > _rest.Length)
        {
            _rest = [];
            return false;
        }

        Type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & TypeMask);
        Value = _rest[4..length];
        _rest = _rest[Math.Min(MessageWriter.Align(length), _rest.Length)..];
        return true;
    }

    private readonly ReadOnlySpan<byte> Require(int size) =>
        Value.Length >= size ? Value : throw NetlinkException.Malformed($"attribute {Type}");
}
