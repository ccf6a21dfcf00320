using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LibNetwork.Linux.Netlink;

/// <summary>Writes netlink messages one behind the other into a buffer that is used again and again.</summary>
/// <remarks>Every message is <c>nlmsghdr</c>, a fixed header of its family, and attributes (type, length, value, padded to
/// four bytes; <c>linux/netlink.h</c>). Numbers are in the machine's byte order unless the name says big-endian. Not thread-safe.</remarks>
public sealed class MessageWriter
{
    internal const int HeaderSize = 16;

    private byte[] _buffer;
    private int _length;
    private int _message = -1;

    /// <summary>Makes a writer that begins with room for <paramref name="capacity"/> bytes and grows on demand.</summary>
    public MessageWriter(int capacity = 4096) => _buffer = new byte[capacity];

    /// <summary>The messages written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>How many messages were begun.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets every message; the buffer stays.</summary>
    public void Clear()
    {
        _length = 0;
        _message = -1;
        Count = 0;
    }

    /// <summary>Begins a message. Its sequence number is its place in the batch, from 0, until it is sent.</summary>
    public void BeginMessage(ushort type, NetlinkFlags flags)
    {
        _message = _length;
        var header = Grow(HeaderSize);
        header.Clear();
        MemoryMarshal.Write(header[4..], type);
        MemoryMarshal.Write(header[6..], (ushort)(flags | NetlinkFlags.Request));
        MemoryMarshal.Write(header[8..], Count);
        Count++;
        Patch();
    }

    /// <summary>Appends a fixed header, such as <c>ifinfomsg</c>, padded to four bytes.</summary>
    public void WriteHeader<T>(in T header)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        var room = Grow(Align(size));
        room.Clear();
        MemoryMarshal.Write(room, header);
        Patch();
    }

    /// <summary>Appends an attribute without a value: its being there says it.</summary>
    public void WriteFlag(ushort type) => Attribute(type, 0);

    /// <summary>Appends an attribute of bytes.</summary>
    public void WriteBytes(ushort type, ReadOnlySpan<byte> value) => value.CopyTo(Attribute(type, value.Length));

    /// <summary>Appends an 8-bit attribute.</summary>
    public void WriteByte(ushort type, byte value) => Attribute(type, 1)[0] = value;

    /// <summary>Appends a 16-bit attribute.</summary>
    public void WriteUInt16(ushort type, ushort value) => MemoryMarshal.Write(Attribute(type, 2), value);

    /// <summary>Appends a 32-bit attribute.</summary>
    public void WriteUInt32(ushort type, uint value) => MemoryMarshal.Write(Attribute(type, 4), value);

    /// <summary>Appends a 16-bit attribute in network byte order.</summary>
    public void WriteUInt16BigEndian(ushort type, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Attribute(type, 2), value);

    /// <summary>Appends a 32-bit attribute in network byte order.</summary>
    public void WriteUInt32BigEndian(ushort type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Attribute(type, 4), value);

    /// <summary>Appends a 64-bit attribute in network byte order.</summary>
    public void WriteUInt64BigEndian(ushort type, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Attribute(type, 8), value);

    /// <summary>Appends a text with its closing zero.</summary>
    /// <exception cref="ArgumentException">The text holds a zero, where the kernel would cut it, or is longer than an attribute.</exception>
    public void WriteString(ushort type, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("the text holds a zero character", nameof(value));
        }

        var size = Encoding.UTF8.GetByteCount(value);
        var room = Attribute(type, size + 1);
        Encoding.UTF8.GetBytes(value, room);
        room[size] = 0;
    }

    /// <summary>Appends a text without a closing zero, as attributes do whose length says where the text ends.</summary>
    /// <exception cref="ArgumentException">The text is longer than an attribute.</exception>
    public void WriteText(ushort type, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Encoding.UTF8.GetBytes(value, Attribute(type, Encoding.UTF8.GetByteCount(value)));
    }

    /// <summary>Begins an attribute that holds attributes; the mark goes to <see cref="EndNested"/>.</summary>
    public int BeginNested(ushort type)
    {
        var mark = _length;
        Attribute(type, 0);
        return mark;
    }

    /// <summary>Ends a nested attribute: its length is what was written since.</summary>
    /// <exception cref="ArgumentException">More was written than one attribute holds (65,535 bytes).</exception>
    public void EndNested(int mark) => MemoryMarshal.Write(_buffer.AsSpan(mark), Checked(_length - mark));

    internal Span<byte> WrittenForSending => _buffer.AsSpan(0, _length);

    internal static int Align(int length) => (length + 3) & ~3;

    /// <summary>Takes back everything from the place that <see cref="Mark"/> gave: a message whose writing failed half-way.</summary>
    internal void Rewind((int Length, int Count) mark)
    {
        _length = mark.Length;
        Count = mark.Count;
        _message = -1;
    }

    internal (int Length, int Count) Mark => (_length, Count);

    private static ushort Checked(int length) =>
        length <= ushort.MaxValue ? (ushort)length : throw new ArgumentException("the value is longer than a netlink attribute holds");

    private Span<byte> Attribute(ushort type, int size)
    {
        var length = Checked(4 + size);
        var room = Grow(Align(length));
        MemoryMarshal.Write(room, length);
        MemoryMarshal.Write(room[2..], type);
        room[(4 + size)..].Clear();
        Patch();
        return room.Slice(4, size);
    }

    private Span<byte> Grow(int size)
    {
        if (_length + size > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + size));
        }

        var room = _buffer.AsSpan(_length, size);
        _length += size;
        return room;
    }

    private void Patch() => MemoryMarshal.Write(_buffer.AsSpan(_message), _length - _message);
}
