using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace LibNetwork.DriverApi;

/// <summary>An IP address together with its prefix length, host bits kept: <c>10.0.0.7/24</c> (A-066, A-086).</summary>
/// <remarks>Go's <c>net.IPNet</c>. The BCL's <see cref="IPNetwork"/> masks or refuses host bits, so it serves for pools only.</remarks>
public readonly record struct CidrAddress : ISpanParsable<CidrAddress>
{
    private readonly IPAddress? _address;

    /// <summary>Joins an address and a prefix length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is outside 0–32 (IPv4) or 0–128 (IPv6).</exception>
    public CidrAddress(IPAddress address, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

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
    public IPNetwork Network => new(Mask(Address, PrefixLength), PrefixLength);

    /// <summary>Whether any bit behind the prefix is set.</summary>
    public bool HasHostBits => !Mask(Address, PrefixLength).Equals(Address);

    /// <summary>Whether <paramref name="address"/> lies in this network; false for the other family.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == Address.AddressFamily && Mask(address, PrefixLength).Equals(Mask(Address, PrefixLength));
    }

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
        if (slash <= 0 || s[..slash].Contains('%') || !IsStrict(s[..slash])
            || !IPAddress.TryParse(s[..slash], out var address)
            || !int.TryParse(s[(slash + 1)..], System.Globalization.NumberStyles.None, null, out var prefix)
            || prefix > Bits(address))
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
            return !address.Contains('[');
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

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;

    private static IPAddress Mask(IPAddress address, int prefixLength)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        for (var i = 0; i < written; i++)
        {
            var keep = Math.Clamp(prefixLength - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> keep);
        }

        return new IPAddress(bytes[..written]);
    }
}
