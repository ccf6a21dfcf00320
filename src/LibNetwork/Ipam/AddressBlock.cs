using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>An aligned block of addresses as numbers: what a CIDR prefix stands for, in either family.</summary>
/// <param name="First">The first address as a number.</param>
/// <param name="PrefixLength">The prefix length, 0–32 or 0–128.</param>
/// <param name="V6">Whether the addresses are IPv6.</param>
internal readonly record struct AddressBlock(UInt128 First, int PrefixLength, bool V6)
{
    /// <summary>How many bits an address of the family has.</summary>
    public int Width => WidthOf(V6);

    /// <summary>How many bits follow the prefix.</summary>
    public int HostBits => Width - PrefixLength;

    /// <summary>The last address as a number.</summary>
    public UInt128 Last => First | HostMask(HostBits);

    /// <summary>The block an address with a prefix length lies in.</summary>
    public static AddressBlock Of(CidrAddress cidr) => Of(cidr.Address, cidr.PrefixLength);

    /// <inheritdoc cref="Of(CidrAddress)"/>
    public static AddressBlock Of(IPNetwork network) => Of(network.BaseAddress, network.PrefixLength);

    /// <inheritdoc cref="Of(CidrAddress)"/>
    public static AddressBlock Of(IPAddress address, int prefixLength)
    {
        var v6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        return new AddressBlock(Number(address) & ~HostMask(WidthOf(v6) - prefixLength), prefixLength, v6);
    }

    public bool Contains(UInt128 address) => (address & ~HostMask(HostBits)) == First;

    public bool Contains(AddressBlock other) => V6 == other.V6 && other.PrefixLength >= PrefixLength && Contains(other.First);

    public bool Overlaps(AddressBlock other) => Contains(other) || other.Contains(this);

    public IPNetwork ToNetwork() => new(Address(First, V6), PrefixLength);

    public override string ToString() => $"{Address(First, V6)}/{PrefixLength}";

    public static int WidthOf(bool v6) => v6 ? 128 : 32;

    /// <summary>A mask of the lowest bits.</summary>
    public static UInt128 HostMask(int bits) => bits == 0 ? UInt128.Zero : UInt128.MaxValue >> (128 - bits);

    public static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static IPAddress Address(UInt128 number, bool v6)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (v6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
            return new IPAddress(bytes);
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return new IPAddress(bytes[..4]);
    }
}
