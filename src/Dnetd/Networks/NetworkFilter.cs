using System.Text.Json;
using System.Text.RegularExpressions;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Networks;

/// <summary>Which networks a list is to hold: the <c>filters</c> of <c>GET /networks</c>. (I-079 to I-083)</summary>
/// <remarks>Values of one key are alternatives, of labels all must fit; keys must all fit.</remarks>
internal sealed class NetworkFilter
{
    private static readonly string[] BuiltInDrivers = ["bridge", "host", "null"];

    private readonly List<Func<Network, bool>> _conditions = [];

    /// <summary>Whether a network is to be listed.</summary>
    internal bool Fits(Network network) => _conditions.TrueForAll(condition => condition(network));

    /// <summary>Reads <c>{"name":["a"]}</c> or the older <c>{"name":{"a":true}}</c>; empty fits all.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is not JSON, a key is unknown, a value makes no sense.</exception>
    internal static NetworkFilter Parse(string json)
    {
        var filter = new NetworkFilter();
        foreach (var (key, values) in ReadJson(json).Where(pair => pair.Values.Count > 0))
        {
            filter._conditions.Add(Condition(key, values));
        }

        return filter;
    }

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

    private static Func<Network, bool> Condition(string key, IReadOnlyList<string> values) => key switch
    {
        "name" => Pattern(key, values, network => network.Name),
        "id" => Pattern(key, values, network => network.Id),
        "driver" => network => values.Contains(network.Config.Driver, StringComparer.Ordinal),
        "scope" => network => values.Contains(network.Scope.ToWire(), StringComparer.Ordinal),
        "label" => network => values.All(label => HasLabel(network, label)),
        "type" => Type(values),
        "dangling" => Dangling(values),
        _ => throw Invalid($"invalid filter '{key}'"),
    };

    private static Func<Network, bool> Pattern(string key, IReadOnlyList<string> values, Func<Network, string> text)
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
        return network => Array.Exists(patterns, pattern => pattern.IsMatch(text(network)));
    }

    private static bool HasLabel(Network network, string label)
    {
        var equals = label.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = equals < 0 ? (label, null) : (label[..equals], label[(equals + 1)..]);
        return network.Config.Labels.TryGetValue(key, out var found) && (value is null || value == found);
    }

    private static Func<Network, bool> Type(IReadOnlyList<string> values)
    {
        var wrong = values.FirstOrDefault(value => value is not ("builtin" or "custom"));
        return wrong is not null
            ? throw Invalid($"invalid filter: 'type'='{wrong}'")
            : network => values.Contains(BuiltInDrivers.Contains(network.Config.Driver, StringComparer.Ordinal) ? "builtin" : "custom", StringComparer.Ordinal);
    }

    private static Func<Network, bool> Dangling(IReadOnlyList<string> values)
    {
        var wanted = values switch
        {
            ["true" or "1"] => true,
            ["false" or "0"] => false,
            [_] => throw Invalid("invalid value for filter 'dangling', must be \"true\" (or \"1\"), or \"false\" (or \"0\")"),
            _ => throw Invalid("got more than one value for filter key \"dangling\""),
        };
        return network => (network.Endpoints.Count == 0) == wanted;
    }

    private static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);
}
