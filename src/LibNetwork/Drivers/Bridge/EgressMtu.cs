using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Route;

namespace LibNetwork.Drivers.Bridge;

/// <summary>The MTU of a network that was made without one: that of the link by which the host's packets to the world leave (D-010).</summary>
/// <remarks>So packets of a sandbox need not be cut, or refused, where they leave the host: behind a tunnel, or in a cloud.</remarks>
internal static class EgressMtu
{
    private const int KernelDefault = 1500; // ETH_DATA_LEN

    // Addresses that lead to nobody: the route to them is the route to the world.
    private static readonly IPAddress s_worldIPv4 = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress s_worldIPv6 = IPAddress.Parse("2000::1");

    /// <summary>The MTU; 0 when the kernel's own will do, or nothing leads to the world. The smaller one, where the families leave by different links.</summary>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public static async ValueTask<int> FindAsync(RouteSocket links, BridgeConfig config, CancellationToken cancellationToken)
    {
        if (config.Internal)
        {
            return 0;
        }

        try
        {
            return await links.RunAsync(
                static (socket, config) =>
                {
                    int[] found = [Of(socket, config.IPv4, s_worldIPv4), Of(socket, config.IPv6, s_worldIPv6)];
                    return Effective(found.Where(mtu => mtu > 0).DefaultIfEmpty().Min(), config);
                },
                config, cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to look for the MTU of network {config.NetworkId}", e);
        }
    }

    /// <summary>An MTU as networks hold it: 0 for the kernel's own, and for one that the network's families do not allow.</summary>
    public static int Effective(int mtu, BridgeConfig config) =>
        mtu == KernelDefault || mtu < BridgeConfigParser.SmallestMtuOf(config.IPv6 is not null) || mtu > BridgeConfigParser.LargestMtu ? 0 : mtu;

    private static int Of(RouteSocket socket, BridgeSubnet? family, IPAddress world) =>
        family is not null && socket.GetRoute(world) is { IsDefault: true, LinkIndex: > 0 } route && socket.GetLink(route.LinkIndex) is { } link ? link.Mtu : 0;
}
