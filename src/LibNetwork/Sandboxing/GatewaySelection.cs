using System.Net.Sockets;

namespace LibNetwork.Sandboxing;

/// <summary>Which of a sandbox's endpoints is its default gateway, for each family (C-105 to C-109).</summary>
internal static class GatewaySelection
{
    /// <summary>Puts the endpoint that comes first, first: higher priority; not internal; more gateways; then the network's name.</summary>
    internal static int Compare(Endpoint one, Endpoint other)
    {
        var order = other.Config.GatewayPriority.CompareTo(one.Config.GatewayPriority);
        order = order != 0 ? order : one.Network.Config.Internal.CompareTo(other.Network.Config.Internal);
        order = order != 0 ? order : Gateways(other).CompareTo(Gateways(one));
        order = order != 0 ? order : string.CompareOrdinal(one.Network.Name, other.Network.Name);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }

    /// <summary>The endpoint that gives the way out; null when none does.</summary>
    internal static Endpoint? Select(IEnumerable<Endpoint> ordered, bool v6) => ordered.FirstOrDefault(endpoint => Offers(endpoint, v6));

    private static int Gateways(Endpoint endpoint) => (Offers(endpoint, v6: false) ? 1 : 0) + (Offers(endpoint, v6: true) ? 1 : 0);

    private static bool Offers(Endpoint endpoint, bool v6)
    {
        if (endpoint.Record.Join is not { } join)
        {
            return false;
        }

        return v6 ? join.GatewayIPv6 is not null || join.ForceGatewayIPv6 || HasDefaultRoute(join.Routes, AddressFamily.InterNetworkV6)
            : join.Gateway is not null || join.ForceGatewayIPv4 || HasDefaultRoute(join.Routes, AddressFamily.InterNetwork);
    }

    private static bool HasDefaultRoute(IEnumerable<Store.RouteRecord> routes, AddressFamily family) =>
        routes.Any(route => route.Destination.PrefixLength == 0 && route.Destination.BaseAddress.AddressFamily == family);
}
