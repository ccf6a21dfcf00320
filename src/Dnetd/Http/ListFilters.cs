using System.Text.Json;
using System.Text.RegularExpressions;
using LibNetwork.DriverApi;

namespace Dnetd.Http;

/// <summary>The <c>filters</c> of a list: <c>{"name":["a"]}</c>, or the older <c>{"name":{"a":true}}</c>; empty is none. (I-079, I-080)</summary>
/// <remarks>Values of one key are alternatives unless it says otherwise; keys must all fit.</remarks>
internal static class ListFilters
{
    /// <summary>Reads them into conditions.</summary>
    /// <param name="json">The text.</param>
    /// <param name="condition">What a key with its values, at least one, asks for; throws for a key it does not know.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is not JSON of that form; what <paramref name="condition"/> throws.</exception>
    internal static IReadOnlyList<Func<T, bool>> Parse<T>(string json, Func<string, IReadOnlyList<string>, Func<T, bool>> condition) =>
        [.. ReadJson(json).Where(pair => pair.Values.Count > 0).Select(pair => condition(pair.Key, pair.Values))];

    /// <summary>That one of some regular expressions, unanchored, fits a text.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: one is none.</exception>
    internal static Func<T, bool> Pattern<T>(string key, IReadOnlyList<string> values, Func<T, string> text)
    {
        var patterns = values.Select(value =>
        {
            try
            {
                return new Regex(value, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                throw Invalid($"invalid filter '{key}={value}': {e.Message}");
            }
        }).ToArray();
        return item => Array.Exists(patterns, pattern => pattern.IsMatch(text(item)));
    }

    /// <summary>The error for a key that is unknown.</summary>
    internal static NetworkException Unknown(string key) => Invalid($"invalid filter '{key}'");

    internal static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);

    private static List<(string Key, IReadOnlyList<string> Values)> ReadJson(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateObject().Select(member => (member.Name, Values(member.Value)))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Invalid($"invalid filters: {json} is not a JSON object of lists of strings");
        }
    }

    private static IReadOnlyList<string> Values(JsonElement values) => values.ValueKind == JsonValueKind.Object
        ? [.. values.EnumerateObject().Where(value => value.Value.GetBoolean()).Select(value => value.Name)]
        : [.. values.EnumerateArray().Select(value => value.GetString() ?? throw new InvalidOperationException())];
}
