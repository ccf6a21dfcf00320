using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Messages;

namespace LibNetwork.Drivers.Remote;

/// <summary>What a plugin says is to be inside the sandbox, handed on in libnetwork's order: names, gateways, routes (B-068 to B-070).</summary>
internal static class JoinAnswer
{
    /// <summary>Hands it on; answers what is wrong with it, or null.</summary>
    internal static string? Apply(JoinResponse answer, IJoinInfo info) =>
        Names(answer.InterfaceName, info.InterfaceName)
        ?? Gateway("Gateway", "gateway", answer.Gateway, info.SetGateway)
        ?? Gateway("GatewayIPv6", "gateway IPv6", answer.GatewayIPv6, info.SetGatewayIPv6)
        ?? Routes(answer.StaticRoutes ?? [], info)
        ?? Finish(answer, info);

    // Without a name there is no interface: a driver may do without.
    private static string? Names(InterfaceNameMessage? names, IInterfaceNameInfo info) => names is not { SrcName.Length: > 0 } ? null
        : Try("failed to set interface name", () => info.SetNames(names.SrcName, names.DstPrefix, names.DstName));

    private static string? Gateway(string field, string what, string text, Action<IPAddress> set) => text.Length == 0 ? null
        : TryParse(text) is not { } address ? $"unable to parse {field} {GoText.Quote(text)}"
        : Try($"failed to set {what}", () => set(address), address.ToString());

    private static string? Routes(IReadOnlyList<StaticRouteMessage> routes, IJoinInfo info)
    {
        var parsed = new List<(StaticRouteMessage Message, IPNetwork Destination, IPAddress? NextHop)>(routes.Count);
        foreach (var route in routes)
        {
            if (!CidrAddress.TryParse(route.Destination, out var destination))
            {
                return $"invalid CIDR address: {route.Destination}";
            }

            var nextHop = route.NextHop.Length == 0 ? null : TryParse(route.NextHop);
            if (nextHop is null && route.NextHop.Length > 0)
            {
                return $"failed to parse nexthop IP {route.NextHop}";
            }

            parsed.Add((route, destination.Network, nextHop));
        }

        return parsed.Select(route => Try("failed to set static route", () => Add(route.Message, route.Destination, route.NextHop, info)))
            .FirstOrDefault(wrong => wrong is not null);
    }

    private static void Add(StaticRouteMessage message, IPNetwork destination, IPAddress? nextHop, IJoinInfo info)
    {
        if (message.RouteType is not (0 or 1))
        {
            throw new NetworkException(ErrorKind.Internal, $"route to {destination}: type {message.RouteType} is neither 0, by a next hop, nor 1, on the link");
        }

        if ((message.RouteType == 0) != (nextHop is not null))
        {
            throw new NetworkException(ErrorKind.Internal, $"route to {destination}: a next hop belongs to type 0 and to no other"); // B-070
        }

        info.AddStaticRoute(destination, (RouteType)message.RouteType, nextHop);
    }

    private static string? Finish(JoinResponse answer, IJoinInfo info)
    {
        if (answer.DisableGatewayService)
        {
            info.DisableGatewayService();
        }

        return null;
    }

    private static string? Try(string failure, Action set, string? reason = null)
    {
        try
        {
            set();
            return null;
        }
        catch (NetworkException e)
        {
            return $"{failure}: {reason ?? e.Message}";
        }
    }

    // As strict as Go: four decimals without leading zeros, or IPv6 without a zone.
    private static IPAddress? TryParse(string text) => IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('%', StringComparison.Ordinal) && text[0] != '[' : address.ToString() == text)
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        : null;
}
