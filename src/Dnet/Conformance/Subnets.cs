using System.Net;
using System.Numerics;
using LibNetwork.DriverApi;

namespace Dnet.Conformance;

/// <summary>Sixteen subnets of each family, given out in turn. From any thread.</summary>
/// <remarks>By turns, so that what a plugin failed to give up does not stand in the way of the next check.</remarks>
internal sealed class Subnets(CidrAddress ipv4, CidrAddress ipv6)
{
    /// <summary>From the range for benchmarks (RFC 2544), which no real network has.</summary>
    internal const string DefaultIPv4 = "198.18.0.0/20";

    /// <summary>From the range for documentation (RFC 3849).</summary>
    internal const string DefaultIPv6 = "2001:db8:d0c:e0::/60";

    private const int PartBits = 4;

    private int _given = -1;

    /// <summary>The next of both families.</summary>
    internal (CidrAddress IPv4, CidrAddress IPv6) Next()
    {
        var part = Interlocked.Increment(ref _given) % (1 << PartBits);
        return (Part(ipv4, part), Part(ipv6, part));
    }

    /// <summary>An address of a subnet, counted from its network address.</summary>
    internal static CidrAddress Host(CidrAddress subnet, int number) => new(Add(subnet.NetworkAddress, number), subnet.PrefixLength);

    private static CidrAddress Part(CidrAddress whole, int part)
    {
        var bits = whole.NetworkAddress.GetAddressBytes().Length * 8;
        var prefix = whole.PrefixLength + PartBits;
        return new CidrAddress(Add(whole.NetworkAddress, new BigInteger(part) << (bits - prefix)), prefix);
    }

    private static IPAddress Add(IPAddress address, BigInteger number)
    {
        var bytes = address.GetAddressBytes();
        var sum = new BigInteger(bytes, isUnsigned: true, isBigEndian: true) + number;
        var result = new byte[bytes.Length];
        var digits = sum.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(result, result.Length - digits.Length);
        return new IPAddress(result);
    }
}
