using System.Net;
using System.Net.Sockets;

namespace LibNetwork;

/// <summary>The IPv4 networks the host itself uses, which a pool of the engine's choice must not overlap (C-064, E-059).</summary>
internal static class HostNetworks
{
    private const uint MainTable = 254; // RT_TABLE_MAIN

    internal static async ValueTask<IReadOnlyList<IPNetwork>> ListAsync(ControllerContext context, CancellationToken cancellationToken)
    {
        var networks = new List<IPNetwork>();
        foreach (var route in await context.HostSocket.GetRoutesAsync(cancellationToken))
        {
            if (route is { Gateway: null, Table: MainTable, IsDefault: false }
                && route.Destination.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
            {
                networks.Add(route.Destination);
            }
        }

        networks.AddRange(Nameservers());
        return networks;
    }

    private static IEnumerable<IPNetwork> Nameservers()
    {
        try
        {
            return [.. File.ReadLines("/etc/resolv.conf")
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words is ["nameserver", _, ..])
                .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
                .Where(address => address?.AddressFamily == AddressFamily.InterNetwork)
                .Select(address => new IPNetwork(address!, 32))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
