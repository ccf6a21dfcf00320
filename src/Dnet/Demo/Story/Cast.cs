using LibNetwork.Api;

namespace Dnet.Demo.Story;

/// <summary>Who takes part: three networks and three sandboxes, and where they are as the daemon knows it.</summary>
internal sealed class Cast(DnetClient client)
{
    internal const string Front = "front";
    internal const string Back = "back";
    internal const string Vault = "vault";

    internal const string Web = "web";
    internal const string App = "app";
    internal const string Database = "db";

    /// <summary>The port that servers in sandboxes listen on.</summary>
    internal const int Port = 8080;

    internal static IReadOnlyList<string> Networks { get; } = [Front, Back, Vault];

    internal static IReadOnlyList<string> Sandboxes { get; } = [Web, App, Database];

    /// <summary>A sandbox's IPv4 address on a network, without its prefix.</summary>
    internal async Task<string> AddressAsync(string sandbox, string network, CancellationToken cancellationToken) =>
        Bare((await EndpointAsync(sandbox, network, cancellationToken)).IPv4Address);

    /// <summary>A sandbox's IPv6 address on a network, without its prefix.</summary>
    internal async Task<string> AddressIPv6Async(string sandbox, string network, CancellationToken cancellationToken) =>
        Bare((await EndpointAsync(sandbox, network, cancellationToken)).IPv6Address);

    /// <summary>A sandbox's place on a network.</summary>
    /// <exception cref="DemoException">It is not on it.</exception>
    internal async Task<EndpointResource> EndpointAsync(string sandbox, string network, CancellationToken cancellationToken) =>
        (await client.InspectSandboxAsync(sandbox, cancellationToken)).Endpoints.FirstOrDefault(endpoint => endpoint.Network == network)
            ?? throw new DemoException($"sandbox {sandbox} is not on network {network}");

    /// <summary>Everything as it is now, for a drawing.</summary>
    internal async Task<(IReadOnlyList<NetworkResource> Networks, IReadOnlyList<SandboxResource> Sandboxes)> SnapshotAsync(
        CancellationToken cancellationToken)
    {
        var networks = new List<NetworkResource>();
        foreach (string name in Networks)
        {
            networks.Add(await client.InspectNetworkAsync(name, cancellationToken));
        }

        var sandboxes = new List<SandboxResource>();
        foreach (string name in Sandboxes)
        {
            sandboxes.Add(await client.InspectSandboxAsync(name, cancellationToken));
        }

        return (networks, sandboxes);
    }

    private static string Bare(string address) => address.Split('/')[0];
}
