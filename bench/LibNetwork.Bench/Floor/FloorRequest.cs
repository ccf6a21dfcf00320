using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LibNetwork.Bench.Floor;

/// <summary>A buffer of netlink messages that go to the kernel in one send. Reused, so that nothing is allocated.</summary>
internal sealed class FloorRequest
{
    internal const ushort Create = 0x400;    // NLM_F_CREATE
    internal const ushort Exclusive = 0x200; // NLM_F_EXCL

    private const ushort Request = 1;     // NLM_F_REQUEST
    private const ushort Acknowledge = 4; // NLM_F_ACK
    private const int HeaderLength = 16;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;
    private int _message;

    /// <summary>Sequence number of the last message begun.</summary>
    internal uint Sequence { get; private set; }

    /// <summary>What has been written. The last message asks for an acknowledgement.</summary>
    internal ReadOnlySpan<byte> Finish()
    {
        Patch16(_message + 6, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(_message + 6)) | Acknowledge));
        return _buffer.AsSpan(0, _length);
    }

    /// <summary>Begins anew.</summary>
    internal void Reset() => _length = 0;

    /// <summary>Begins a message with its family header.</summary>
    internal void Begin<THeader>(ushort type, ushort flags, in THeader header)
        where THeader : unmanaged
    {
        _message = _length;
        Patch16(_message + 4, type);
        Patch16(_message + 6, (ushort)(Request | flags));
        MemoryMarshal.Write(_buffer.AsSpan(_message + 8), ++Sequence);
        MemoryMarshal.Write(_buffer.AsSpan(_message + 12), 0u);
        _length += HeaderLength;
        Append(header);
    }

    /// <summary>Appends a header inside an attribute, such as that of a veth's peer.</summary>
    internal void Append<THeader>(in THeader header)
        where THeader : unmanaged
    {
        MemoryMarshal.Write(_buffer.AsSpan(_length), header);
        _length += Marshal.SizeOf<THeader>();
        Seal();
    }

    internal void Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        Patch16(_length, (ushort)(4 + value.Length));
        Patch16(_length + 2, type);
        value.CopyTo(_buffer.AsSpan(_length + 4));
        int end = _length + 4 + value.Length;
        _length = (end + 3) & ~3;
        _buffer.AsSpan(end, _length - end).Clear();
        Seal();
    }

    internal void Attribute(ushort type, byte value) => Attribute(type, new ReadOnlySpan<byte>(in value));

    internal void Attribute(ushort type, int value) => Attribute(type, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    internal void Attribute(ushort type, string value)
    {
        Span<byte> text = stackalloc byte[64];
        int length = Encoding.ASCII.GetBytes(value, text);
        text[length] = 0;
        Attribute(type, text[..(length + 1)]);
    }

    /// <summary>Begins an attribute of attributes; the mark goes to <see cref="EndNested"/>.</summary>
    internal int BeginNested(ushort type)
    {
        int mark = _length;
        Attribute(type, []);
        return mark;
    }

    internal void EndNested(int mark) => Patch16(mark, (ushort)(_length - mark));

    private void Seal() => MemoryMarshal.Write(_buffer.AsSpan(_message), (uint)(_length - _message));

    private void Patch16(int position, ushort value) => MemoryMarshal.Write(_buffer.AsSpan(position), value);
}
