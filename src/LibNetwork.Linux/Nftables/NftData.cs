using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LibNetwork.Linux.Nftables;

/// <summary>Bytes as they lie in the registers: a set's key, a mapped value, what is compared with. At most 64, no allocation.</summary>
/// <remarks>A concatenation is made with <see cref="And"/>: every field begins on a border of four bytes.</remarks>
public readonly struct NftData : IEquatable<NftData>
{
    /// <summary>The most bytes one value has (<c>NFT_DATA_VALUE_MAXLEN</c>).</summary>
    public const int MaximalLength = 64;

    /// <summary>The bytes of an interface's name, with its zeros (<c>IFNAMSIZ</c>).</summary>
    public const int InterfaceNameLength = 16;

    private readonly Block _block;
    private readonly byte _length;

    private NftData(ReadOnlySpan<byte> first, int length)
    {
        if (length > MaximalLength)
        {
            throw new ArgumentException($"a value has at most {MaximalLength} bytes, not {length}");
        }

        first.CopyTo(_block);
        _length = (byte)length;
    }

    /// <summary>The bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_block)[.._length];

    /// <summary>How many bytes.</summary>
    public int Length => _length;

    /// <summary>Any bytes, in the order the registers have them.</summary>
    /// <exception cref="ArgumentException">More than 64.</exception>
    public static NftData Of(ReadOnlySpan<byte> bytes) => new(bytes, bytes.Length);

    /// <summary>An IPv4 or IPv6 address.</summary>
    public static NftData Address(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return new NftData(bytes[..length], length);
    }

    /// <summary>An interface's name, 1 to 15 bytes.</summary>
    /// <exception cref="ArgumentException">It is empty or longer.</exception>
    public static NftData InterfaceName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Span<byte> bytes = stackalloc byte[InterfaceNameLength];
        return Encoding.UTF8.TryGetBytes(name, bytes[..^1], out var length)
            ? new NftData(bytes[..length], InterfaceNameLength)
            : throw new ArgumentException($"interface name {name} is longer than {InterfaceNameLength - 1} bytes", nameof(name));
    }

    /// <summary>A port of TCP, UDP or SCTP.</summary>
    public static NftData Port(ushort port)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, port);
        return new NftData(bytes, 2);
    }

    /// <summary>A protocol above IP, such as TCP.</summary>
    public static NftData Protocol(ProtocolType protocol) => Number8((byte)protocol);

    /// <summary>A mark of a packet or a connection.</summary>
    public static NftData Mark(uint mark) => Number32(mark);

    /// <summary>The next field of a concatenation.</summary>
    /// <exception cref="ArgumentException">Together they are longer than 64 bytes.</exception>
    public NftData And(in NftData next)
    {
        Span<byte> bytes = stackalloc byte[2 * MaximalLength];
        Bytes.CopyTo(bytes);
        var start = Align(_length);
        next.Bytes.CopyTo(bytes[start..]);
        var length = start + Align(next._length);
        return length <= MaximalLength
            ? new NftData(bytes[..length], length)
            : throw new ArgumentException($"a concatenation has at most {MaximalLength} bytes, not {length}");
    }

    /// <summary>Whether the bytes are the same.</summary>
    public bool Equals(NftData other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NftData other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The bytes in hexadecimal: <c>0x0a000001</c>.</summary>
    public override string ToString() => "0x" + Convert.ToHexStringLower(Bytes);

    /// <summary>Whether the bytes are the same.</summary>
    public static bool operator ==(in NftData left, in NftData right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    public static bool operator !=(in NftData left, in NftData right) => !left.Equals(right);

    internal static int Align(int length) => (length + 3) & ~3;

    internal static NftData Number8(byte number) => new([number], 1);

    internal static NftData Number32(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        MemoryMarshal.Write(bytes, number);
        return new NftData(bytes, 4);
    }

    internal static NftData Zero(int length) => new([], length);

    /// <summary>The bytes as one big-endian number, plus one; false when it was the greatest.</summary>
    internal bool TryIncrement(out NftData next)
    {
        Span<byte> bytes = stackalloc byte[MaximalLength];
        Bytes.CopyTo(bytes);
        for (var i = _length - 1; i >= 0; i--)
        {
            if (++bytes[i] != 0)
            {
                next = new NftData(bytes[.._length], _length);
                return true;
            }
        }

        next = default;
        return false;
    }

    /// <summary>The bytes as one big-endian number, minus one; all ones for zero.</summary>
    internal NftData Decrement()
    {
        Span<byte> bytes = stackalloc byte[MaximalLength];
        Bytes.CopyTo(bytes);
        for (var i = _length - 1; i >= 0 && bytes[i]-- == 0; i--)
        {
        }

        return new NftData(bytes[.._length], _length);
    }

    [InlineArray(MaximalLength)]
    private struct Block
    {
        private byte _first;
    }
}
