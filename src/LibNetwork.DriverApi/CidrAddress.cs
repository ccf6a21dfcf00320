using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi;

/// <summary>An IP address together with its prefix length, host bits kept: <c>10.0.0.7/24</c> (A-066, A-086).</summary>
/// <remarks>
/// Go's <c>net.IPNet</c>. The BCL's <see cref="IPNetwork"/> masks or refuses host bits, so it serves for pools only. An IPv4
/// address in IPv6 form becomes the IPv4 address, and a zone is dropped, so equal addresses are equal values. The default
/// value stands for "none": it reads as <c>0.0.0.0/0</c> but equals only itself.
/// </remarks>
[JsonConverter(typeof(CidrAddressJsonConverter))]
public readonly record struct CidrAddress : ISpanParsable<CidrAddress>
{
    private readonly IPAddress? _address;

    /// <summary>Joins an address and a prefix length.</summary>
    /// <param name="address">The address, of either family.</param>
    /// <param name="prefixLength">0–32 for IPv4, an IPv4 address in IPv6 form included; 0–128 for IPv6.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix length is outside that range.</exception>
    public CidrAddress(IPAddress address, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = Plain(address);
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, Bits(address));
        _address = address;
        PrefixLength = prefixLength;
    }

    /// <summary>The address; <c>0.0.0.0</c> in the default value.</summary>
    public IPAddress Address => _address ?? IPAddress.Any;

    /// <summary>The prefix length, 0–32 or 0–128.</summary>
    public int PrefixLength { get; }

    /// <summary>Whether the address is IPv6.</summary>
    public bool IsV6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>The network the address lies in: the address with its host bits cleared.</summary>
    public IPNetwork Network => new(NetworkAddress, PrefixLength);

    /// <summary>The first address of the network.</summary>
    public IPAddress NetworkAddress => Combine(static (address, mask) => (byte)(address & mask));

    /// <summary>The last address of the network: in IPv4 its broadcast address .</summary>
    public IPAddress LastAddress => Combine(static (address, mask) => (byte)(address | ~mask));

    /// <summary>The host part: the address with its prefix cleared, <c>0.0.0.7</c> of <c>10.0.0.7/24</c> (A-086, A-087).</summary>
    public IPAddress HostPart => Combine(static (address, mask) => (byte)(address & ~mask));

    /// <summary>The mask: <c>255.255.255.0</c> of <c>/24</c>.</summary>
    public IPAddress Netmask => Combine(static (_, mask) => mask);

    /// <summary>Whether any bit behind the prefix is set.</summary>
    public bool HasHostBits => !NetworkAddress.Equals(Address);

    /// <summary>Whether <paramref name="address"/> lies in this network; false for the other family.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        address = Plain(address);
        return address.AddressFamily == Address.AddressFamily
            && new CidrAddress(address, PrefixLength).NetworkAddress.Equals(NetworkAddress);
    }

    /// <summary>Whether the two networks have an address in common; false for different families.</summary>
    public bool Overlaps(CidrAddress other) => PrefixLength <= other.PrefixLength ? Contains(other.Address) : other.Contains(Address);

    /// <summary>Reads <c>ADDRESS/PREFIX</c>, host bits kept.</summary>
    /// <exception cref="FormatException">The text is not an address and a prefix length.</exception>
    public static CidrAddress Parse(string text) => Parse(text.AsSpan(), provider: null);

    /// <inheritdoc cref="Parse(string)"/>
    public static CidrAddress Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    /// <inheritdoc cref="Parse(string)"/>
    public static CidrAddress Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"invalid CIDR address: {s}");

    /// <summary>Reads <c>ADDRESS/PREFIX</c>, or answers false.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CidrAddress result) => TryParse(text.AsSpan(), null, out result);

    /// <inheritdoc cref="TryParse(string?, out CidrAddress)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CidrAddress result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, out CidrAddress)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out CidrAddress result)
    {
        result = default;
        var slash = s.IndexOf('/');
        if (slash <= 0 || !IsStrict(s[..slash]) || !IPAddress.TryParse(s[..slash], out var address)
            || !int.TryParse(s[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
        {
            return false;
        }

        // ::ffff:10.0.0.1/120 counts the prefix from the IPv6 beginning.
        prefix -= address.IsIPv4MappedToIPv6 ? 96 : 0;
        address = Plain(address);
        if (prefix < 0 || prefix > Bits(address))
        {
            return false;
        }

        result = new CidrAddress(address, prefix);
        return true;
    }

    /// <summary>The text <c>ADDRESS/PREFIX</c>.</summary>
    public override string ToString() => $"{Address}/{PrefixLength}";

    // IPAddress.TryParse takes "1", "0x7f.1" and "010.0.0.1"; a CIDR has four plain decimal parts.
    private static bool IsStrict(ReadOnlySpan<char> address)
    {
        if (address.Contains(':'))
        {
            return !address.ContainsAny('[', '%');
        }

        var parts = 0;
        foreach (var part in address.Split('.'))
        {
            var digits = address[part];
            parts++;
            if (digits.IsEmpty || digits.Length > 3 || (digits.Length > 1 && digits[0] == '0') || digits.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static IPAddress Plain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()),
        _ => address,
    };

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;

    private IPAddress Combine(Func<byte, byte, byte> combine)
    {
        Span<byte> bytes = stackalloc byte[16];
        Address.TryWriteBytes(bytes, out var written);
        for (var i = 0; i < written; i++)
        {
            var kept = Math.Clamp(PrefixLength - (i * 8), 0, 8);
            bytes[i] = combine(bytes[i], (byte)(0xFF00 >> kept));
        }

        return new IPAddress(bytes[..written]);
    }
}
