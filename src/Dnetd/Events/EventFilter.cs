using Dnetd.Http;
using LibNetwork.DriverApi;
using LibNetwork.Events;

namespace Dnetd.Events;

/// <summary>Which events are told: the <c>filters</c> of <c>GET /events</c>. (I-100)</summary>
/// <remarks>Values of one key are alternatives; keys must all fit. That events were lost is told whatever the filter.</remarks>
internal sealed class EventFilter
{
    private readonly IReadOnlyList<Func<EngineEvent, bool>> _conditions;

    private EventFilter(IReadOnlyList<Func<EngineEvent, bool>> conditions) => _conditions = conditions;

    internal bool Fits(EngineEvent happened) => happened.Action == EventAction.Lost || _conditions.All(condition => condition(happened));

    /// <summary>Reads the filters; empty fits all.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is not JSON, or a key is unknown.</exception>
    internal static EventFilter Parse(string json) => new(ListFilters.Parse<EngineEvent>(json, Condition));

    private static Func<EngineEvent, bool> Condition(string key, IReadOnlyList<string> values)
    {
        return key switch
        {
            "type" => happened => Has(EventResources.TypeOf(happened.Subject)),
            "event" => happened => Has(EventResources.ActionOf(happened.Action)),
            "network" => happened => Has(happened.NetworkId) || Has(happened.NetworkName),
            "container" => happened => happened.Subject == EventSubject.Sandbox ? Has(happened.Id) || Has(happened.Name)
                : Has(happened.SandboxId) || Has(happened.SandboxName),
            "endpoint" => happened => Has(happened.EndpointId) || (happened.Subject == EventSubject.Endpoint && (Has(happened.Id) || Has(happened.Name))),
            "scope" => happened => Has(happened.Scope.ToWire()),
            _ => throw ListFilters.Unknown(key),
        };

        bool Has(string value) => value.Length > 0 && values.Contains(value, StringComparer.Ordinal);
    }
}
