using System.Globalization;

namespace Dnetd.Http;

/// <summary>A version of the HTTP API, <c>1.52</c>. (I-054)</summary>
internal readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
{
    /// <summary>The oldest that is answered.</summary>
    internal static readonly ApiVersion Oldest = new(1, 24);

    /// <summary>The newest that is answered, and what a request without a version gets.</summary>
    internal static readonly ApiVersion Newest = new(1, 52);

    /// <summary>From here on <c>EnableIPv4</c> is known. (I-067)</summary>
    internal static readonly ApiVersion WithEnableIPv4 = new(1, 48);

    /// <summary>From here on an inspected network says how full its pools are. (I-073)</summary>
    internal static readonly ApiVersion WithPoolStatus = new(1, 52);

    /// <summary>From here on events are JSON lines by name. (I-097)</summary>
    internal static readonly ApiVersion WithJsonLines = new(1, 52);

    public static bool operator <(ApiVersion left, ApiVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ApiVersion left, ApiVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ApiVersion left, ApiVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ApiVersion left, ApiVersion right) => left.CompareTo(right) >= 0;

    public int CompareTo(ApiVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Reads <c>MAJOR.MINOR</c>.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out ApiVersion version)
    {
        var dot = text.IndexOf('.');
        var minor = 0;
        var valid = int.TryParse(dot < 0 ? text : text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && dot >= 0
            && int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out minor);
        version = new ApiVersion(major, minor);
        return valid;
    }
}
