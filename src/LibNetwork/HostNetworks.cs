using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Route;

namespace LibNetwork;

/// <summary>The IPv4 networks the host itself uses, which a pool of the engine's choice must not overlap (C-064, E-059).</summary>
internal static class HostNetworks
{
    private const uint MainTable = 254; // RT_TABLE_MAIN
    private const string ResolverFile = "/etc/resolv.conf";

    /// <summary>Where systemd's resolver, which listens on this address, keeps the servers it asks itself.</summary>
    private const string UpstreamFile = "/run/systemd/resolve/resolv.conf";

    private static readonly IPAddress s_systemdResolver = IPAddress.Parse("127.0.0.53");

    /// <summary>Networks that are on a link of the host by its routes, and the addresses of its name servers; sorted, as they are at this moment.</summary>
    internal static async ValueTask<IReadOnlyList<IPNetwork>> ListAsync(RouteSocket host, CancellationToken cancellationToken)
    {
        var networks = new HashSet<IPNetwork>();
        foreach (var route in await RoutesAsync(host, cancellationToken))
        {
            if (route is { Gateway: null, Table: MainTable, IsDefault: false }
                && route.Destination.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
            {
                networks.Add(route.Destination);
            }
        }

        networks.UnionWith(Nameservers().Select(address => new IPNetwork(address, 32)));
        return Sorted(networks);
    }

    /// <summary>By address, larger networks first.</summary>
    internal static IReadOnlyList<IPNetwork> Sorted(IEnumerable<IPNetwork> networks) =>
        [.. networks.OrderBy(network => network.BaseAddress.GetAddressBytes(), ByteOrder).ThenBy(network => network.PrefixLength)];

    /// <summary>The IPv4 name servers of a resolver's configuration.</summary>
    internal static IReadOnlyList<IPAddress> Nameservers(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..])
            .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
            .OfType<IPAddress>().Where(address => address.AddressFamily == AddressFamily.InterNetwork)];

    private static Comparer<byte[]> ByteOrder { get; } = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    private static async ValueTask<IReadOnlyList<RouteInfo>> RoutesAsync(RouteSocket host, CancellationToken cancellationToken)
    {
        try
        {
            return await host.GetRoutesAsync(cancellationToken);
        }
        catch (KernelException refused)
        {
            throw new NetworkException(ErrorKind.Internal, $"the host's routes cannot be read: {refused.Message}", refused);
        }
    }

    private static IReadOnlyList<IPAddress> Nameservers()
    {
        var servers = Read(ResolverFile);
        return servers is [var only] && only.Equals(s_systemdResolver) && File.Exists(UpstreamFile) ? Read(UpstreamFile) : servers;
    }

    private static IReadOnlyList<IPAddress> Read(string path)
    {
        try
        {
            return Nameservers(File.ReadLines(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
