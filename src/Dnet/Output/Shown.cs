using System.Globalization;

namespace Dnet.Output;

/// <summary>Values as cells of a table.</summary>
internal static class Shown
{
    /// <summary>Labels or options: <c>a=1,b=2</c>. (I-080)</summary>
    internal static string Map(IReadOnlyDictionary<string, string> map) =>
        string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    internal static string Flag(bool flag) => flag ? "true" : "false";

    internal static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>To the tenth of a microsecond: <c>2026-11-28T18:00:00.1234567Z</c>.</summary>
    internal static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
