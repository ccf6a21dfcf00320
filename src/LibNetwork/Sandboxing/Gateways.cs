namespace LibNetwork.Sandboxing;

/// <summary>The endpoints that are a sandbox's default gateways, one for each family; null where there is none.</summary>
internal readonly record struct Gateways(Endpoint? IPv4, Endpoint? IPv6)
{
    /// <summary>Each of them once.</summary>
    internal IEnumerable<Endpoint> Endpoints => new[] { IPv4, IPv6 }.OfType<Endpoint>().Distinct();

    /// <summary>The families an endpoint is the gateway of.</summary>
    internal (bool IPv4, bool IPv6) RoleOf(Endpoint endpoint) => (IPv4 == endpoint, IPv6 == endpoint);

    /// <summary>Chooses among a sandbox's endpoints.</summary>
    internal static Gateways Of(IReadOnlyList<Endpoint> endpoints)
    {
        if (endpoints.Count == 0)
        {
            return default;
        }

        var ordered = Ordered(endpoints);
        return new Gateways(GatewaySelection.Select(ordered, v6: false), GatewaySelection.Select(ordered, v6: true));
    }

    /// <summary>The endpoints, the one that comes first as gateway first.</summary>
    internal static Endpoint[] Ordered(IEnumerable<Endpoint> endpoints)
    {
        Endpoint[] ordered = [.. endpoints];
        Array.Sort(ordered, GatewaySelection.Compare);
        return ordered;
    }
}
