using System.Net.Sockets;
using LibNetwork.Linux.Route;
using LibNetwork.Store;

namespace LibNetwork.Sandboxing;

/// <summary>The inside of a sandbox as the kernel has it.</summary>
/// <remarks>Only what is lacking is looked for. What a program inside has added, another default route included, is its own affair.</remarks>
internal sealed class InsideView(IReadOnlyList<LinkInfo> links, IReadOnlyList<AddressInfo> addresses, IReadOnlyList<RouteInfo> routes)
{
    private const uint MainTable = 254; // RT_TABLE_MAIN

    /// <summary>What the interface of an endpoint lacks.</summary>
    internal InterfaceLack Lack(EndpointRecord endpoint, JoinRecord join)
    {
        if (links.FirstOrDefault(link => link.Name == join.InterfaceName) is not { } found)
        {
            return new InterfaceLack(join.InterfaceName, 0, IsDown: false, [], []);
        }

        var wanted = new[] { endpoint.Address, endpoint.AddressIPv6 }.Where(address => address is not null).Select(address => address!.Value);
        return new InterfaceLack(join.InterfaceName, found.Index, !found.IsUp,
            [.. wanted.Where(address => !addresses.Any(has => has.LinkIndex == found.Index && has.Address.Equals(address.Address)))],
            [.. join.Routes.Where(route => route.Destination.PrefixLength > 0 && !routes.Any(has => has.LinkIndex == found.Index && has.Destination == route.Destination))]);
    }

    /// <summary>Whether there is a default route of a family.</summary>
    internal bool HasDefaultRoute(bool v6) => routes.Any(route => route.IsDefault && route.Table == MainTable && route.Kind == RouteKind.Unicast
        && route.Destination.BaseAddress.AddressFamily == (v6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork));
}
