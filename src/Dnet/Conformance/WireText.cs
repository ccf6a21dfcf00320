using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dnet.Conformance;

/// <summary>What went over the wire, as a part of one line: long ids by their first 12 digits, long texts by their beginning.</summary>
internal static partial class WireText
{
    private const int Longest = 300;

    internal static string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return "(an empty body)";
        }

        var text = Of(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * Longest)]));
        return body.Length <= 4 * Longest ? text : $"{text.TrimEnd('…')}… ({body.Length.ToString(CultureInfo.InvariantCulture)} bytes)";
    }

    internal static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (var letter in LongId().Replace(text.Trim(), "${start}…"))
        {
            if (line.Length == Longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return line.ToString();
    }

    [GeneratedRegex("(?<start>[0-9a-f]{12})[0-9a-f]{52}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongId();
}
