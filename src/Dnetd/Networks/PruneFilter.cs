using Dnetd.Http;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Networks;

/// <summary>Which unused networks are to go: the <c>filters</c> of <c>POST /networks/prune</c>. (I-084)</summary>
internal sealed class PruneFilter
{
    private readonly IReadOnlyList<Func<Network, bool>> _conditions;

    private PruneFilter(IReadOnlyList<Func<Network, bool>> conditions) => _conditions = conditions;

    /// <summary>Whether a network is to go.</summary>
    internal bool Fits(Network network) => _conditions.All(condition => condition(network));

    /// <summary>Reads <c>label</c> (all must fit), <c>label!</c> (none may) and one <c>until</c>, before which a network was made.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: a key is unknown, a value makes no sense.</exception>
    internal static PruneFilter Parse(string json, DateTimeOffset now) => new(ListFilters.Parse<Network>(json, (key, values) => Condition(key, values, now)));

    private static Func<Network, bool> Condition(string key, IReadOnlyList<string> values, DateTimeOffset now) => key switch
    {
        "label" => network => values.All(label => NetworkFilter.HasLabel(network, label)),
        "label!" => network => !values.Any(label => NetworkFilter.HasLabel(network, label)),
        "until" => Until(values, now),
        _ => throw ListFilters.Unknown(key),
    };

    private static Func<Network, bool> Until(IReadOnlyList<string> values, DateTimeOffset now)
    {
        if (values is not [var text])
        {
            throw ListFilters.Invalid("more than one until filter specified");
        }

        return GoTime.TryParse(text, now, out var until) ? network => network.Created <= until
            : throw ListFilters.Invalid($"invalid value for filter 'until': \"{text}\" is neither a time nor a duration");
    }
}
