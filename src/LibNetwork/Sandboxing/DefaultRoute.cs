using System.Net;
using System.Net.Sockets;
using LibNetwork.Store;

namespace LibNetwork.Sandboxing;

/// <summary>A default route inside a sandbox: what the endpoint that is its gateway has programmed for it.</summary>
/// <param name="NextHop">The gateway's address; null when everything is on the link's segment.</param>
internal readonly record struct DefaultRoute(IPAddress? NextHop)
{
    /// <summary>The route to program for an endpoint that is the gateway; null when there is none: it offers no way out, or its driver made
    /// one itself (<see cref="JoinRecord.ForceGatewayIPv4"/>).</summary>
    internal static DefaultRoute? Of(JoinRecord? join, bool v6)
    {
        if (join is null)
        {
            return null;
        }

        if ((v6 ? join.GatewayIPv6 : join.Gateway) is { } gateway)
        {
            return new DefaultRoute(gateway);
        }

        return (v6 ? join.ForceGatewayIPv6 : join.ForceGatewayIPv4) || Static(join, v6) is not { } route ? null : new DefaultRoute(route.NextHop);
    }

    /// <summary>Whether an endpoint leads out of its sandbox: by a gateway, by a static route to everywhere, or because its driver says so (C-106).</summary>
    internal static bool IsOffered(JoinRecord? join, bool v6) =>
        join is not null && ((v6 ? join.ForceGatewayIPv6 : join.ForceGatewayIPv4) || Of(join, v6) is not null);

    /// <summary>Whether a static route leads everywhere. Such a one is there for the endpoint that is the gateway, and for no other.</summary>
    internal static bool Is(RouteRecord route) => route.Destination.PrefixLength == 0;

    private static RouteRecord? Static(JoinRecord join, bool v6)
    {
        var family = v6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return join.Routes.FirstOrDefault(route => Is(route) && route.Destination.BaseAddress.AddressFamily == family);
    }
}
