using Dnetd.Http;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Networks;

/// <summary>Which networks a list is to hold: the <c>filters</c> of <c>GET /networks</c>. (I-079 to I-083)</summary>
/// <remarks>Values of one key are alternatives, of labels all must fit; keys must all fit.</remarks>
internal sealed class NetworkFilter
{
    private readonly IReadOnlyList<Func<Network, bool>> _conditions;

    private NetworkFilter(IReadOnlyList<Func<Network, bool>> conditions) => _conditions = conditions;

    /// <summary>Whether a network is to be listed.</summary>
    internal bool Fits(Network network) => _conditions.All(condition => condition(network));

    /// <summary>Reads <c>{"name":["a"]}</c> or the older <c>{"name":{"a":true}}</c>; empty fits all.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is not JSON, a key is unknown, a value makes no sense.</exception>
    internal static NetworkFilter Parse(string json) => new(ListFilters.Parse<Network>(json, Condition));

    private static Func<Network, bool> Condition(string key, IReadOnlyList<string> values) => key switch
    {
        "name" => ListFilters.Pattern<Network>(key, values, network => network.Name),
        "id" => ListFilters.Pattern<Network>(key, values, network => network.Id),
        "driver" => network => values.Contains(network.Config.Driver, StringComparer.Ordinal),
        "scope" => network => values.Contains(network.Scope.ToWire(), StringComparer.Ordinal),
        "label" => network => values.All(label => HasLabel(network, label)),
        "type" => Type(values),
        "dangling" => Dangling(values),
        _ => throw ListFilters.Unknown(key),
    };

    internal static bool HasLabel(Network network, string label)
    {
        var equals = label.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = equals < 0 ? (label, null) : (label[..equals], label[(equals + 1)..]);
        return network.Config.Labels.TryGetValue(key, out var found) && (value is null || value == found);
    }

    private static Func<Network, bool> Type(IReadOnlyList<string> values)
    {
        var wrong = values.FirstOrDefault(value => value is not ("builtin" or "custom"));
        return wrong is not null
            ? throw ListFilters.Invalid($"invalid filter: 'type'='{wrong}'")
            : network => values.Contains(network.IsPredefined ? "builtin" : "custom", StringComparer.Ordinal);
    }

    private static Func<Network, bool> Dangling(IReadOnlyList<string> values)
    {
        var wanted = values switch
        {
            ["true" or "1"] => true,
            ["false" or "0"] => false,
            [_] => throw ListFilters.Invalid("invalid value for filter 'dangling', must be \"true\" (or \"1\"), or \"false\" (or \"0\")"),
            _ => throw ListFilters.Invalid("got more than one value for filter key \"dangling\""),
        };
        return network => (network.Endpoints.Count == 0 && !network.IsPredefined) == wanted; // I-083
    }
}
