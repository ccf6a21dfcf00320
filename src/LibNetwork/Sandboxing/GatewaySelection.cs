namespace LibNetwork.Sandboxing;

/// <summary>Which of a sandbox's endpoints is its default gateway, for each family (C-105 to C-109).</summary>
internal static class GatewaySelection
{
    /// <summary>Puts the endpoint that comes first, first: not on a gateway network, which is for want of anything better; higher priority;
    /// not internal; more gateways; then the network's name.</summary>
    internal static int Compare(Endpoint one, Endpoint other)
    {
        var order = one.Network.IsGatewayNetwork.CompareTo(other.Network.IsGatewayNetwork);
        order = order != 0 ? order : other.Config.GatewayPriority.CompareTo(one.Config.GatewayPriority);
        order = order != 0 ? order : one.Network.Config.Internal.CompareTo(other.Network.Config.Internal);
        order = order != 0 ? order : Gateways(other).CompareTo(Gateways(one));
        order = order != 0 ? order : string.CompareOrdinal(one.Network.Name, other.Network.Name);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }

    /// <summary>The endpoint that gives the way out; null when none does.</summary>
    internal static Endpoint? Select(IEnumerable<Endpoint> ordered, bool v6) => ordered.FirstOrDefault(endpoint => Offers(endpoint, v6));

    /// <summary>Whether an endpoint could be the gateway.</summary>
    internal static bool Offers(Endpoint endpoint, bool v6) => DefaultRoute.IsOffered(endpoint.Record.Join, v6);

    private static int Gateways(Endpoint endpoint) => (Offers(endpoint, v6: false) ? 1 : 0) + (Offers(endpoint, v6: true) ? 1 : 0);
}
