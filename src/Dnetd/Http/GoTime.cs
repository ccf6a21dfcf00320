using System.Globalization;
using System.Text.RegularExpressions;

namespace Dnetd.Http;

/// <summary>Moments as Docker's clients write them: seconds since 1970, RFC 3339, or how long ago, as <c>1h30m</c>.</summary>
internal static partial class GoTime
{
    private const int MatchTimeout = 100; // ms; no text takes a thousandth of it

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">What a duration counts back from.</param>
    /// <param name="moment">The moment, UTC.</param>
    internal static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        try
        {
            if (Seconds().Match(text) is { Success: true } seconds)
            {
                // A tick is 100 ns; digits beyond are cut.
                var fraction = seconds.Groups["fraction"].Value.PadRight(7, '0')[..7];
                moment = DateTimeOffset.UnixEpoch.AddSeconds(long.Parse(seconds.Groups["whole"].Value, CultureInfo.InvariantCulture))
                    .AddTicks(long.Parse(fraction, CultureInfo.InvariantCulture));
                return true;
            }

            if (Duration().Match(text) is { Success: true } duration)
            {
                moment = now - Length(duration);
                return true;
            }
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            moment = default;
            return false;
        }

        moment = default;
        return Calendar().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
    }

    private static TimeSpan Length(Match duration) => duration.Groups["number"].Captures.Zip(duration.Groups["unit"].Captures, (number, unit) =>
    {
        var value = double.Parse(number.Value, CultureInfo.InvariantCulture);
        return unit.Value switch
        {
            "h" => TimeSpan.FromHours(value),
            "m" => TimeSpan.FromMinutes(value),
            "s" => TimeSpan.FromSeconds(value),
            _ => TimeSpan.FromMilliseconds(value),
        };
    }).Aggregate(TimeSpan.Zero, (sum, part) => sum + part);

    [GeneratedRegex(@"^(?<whole>\d{1,12})(\.(?<fraction>\d{1,9}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^((?<number>\d+(\.\d+)?)(?<unit>ms|h|m|s))+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Duration();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Calendar();
}
