using System.Diagnostics;
using Dnet.Demo.Drawing;
using LibNetwork.Api;

namespace Dnet.Demo.Story;

/// <summary>Networks, sandboxes, and the one plugged into the other.</summary>
internal sealed class BuildingUp(Narrator narrator, DnetClient client, Cast cast)
{
    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter("Three networks");
        narrator.Say("A network is a switch inside the kernel (a bridge) with addresses of its own. What is plugged into the same one can talk; "
            + "an internal one has no way out.");
        await CreateAsync("--subnet 10.10.0.0/24", new NetworkCreateRequest { Name = Cast.Front, Ipam = Pools("10.10.0.0/24") }, cancellationToken);
        await CreateAsync(
            "--ipv6 --subnet 10.20.0.0/24 --subnet fd00:20::/64",
            new NetworkCreateRequest { Name = Cast.Back, EnableIPv6 = true, Ipam = Pools("10.20.0.0/24", "fd00:20::/64") },
            cancellationToken);
        await CreateAsync(
            "--internal --subnet 10.30.0.0/24",
            new NetworkCreateRequest { Name = Cast.Vault, Internal = true, Ipam = Pools("10.30.0.0/24") },
            cancellationToken);

        narrator.Chapter("Three sandboxes");
        narrator.Say("A sandbox is all that a program sees of the network. A container runtime makes one per container. It begins empty: no interface, "
            + "no address, no way to anywhere.");
        foreach (string name in Cast.Sandboxes)
        {
            long started = Stopwatch.GetTimestamp();
            await client.CreateSandboxAsync(new SandboxCreateRequest { Name = name }, cancellationToken);
            narrator.Step($"dnet sandbox create {name}", Stopwatch.GetElapsedTime(started));
        }

        narrator.Chapter("Plugging in");
        narrator.Say("Connecting makes an endpoint (an address on the network, a virtual cable) and joins the sandbox to it: an interface appears "
            + "inside, with addresses and routes. A sandbox may be on several networks.");
        await ConnectAsync(Cast.Front, Cast.Web, cancellationToken);
        await ConnectAsync(Cast.Front, Cast.App, cancellationToken);
        await ConnectAsync(Cast.Back, Cast.App, cancellationToken);
        await ConnectAsync(Cast.Back, Cast.Database, cancellationToken);
        (IReadOnlyList<NetworkResource> networks, IReadOnlyList<SandboxResource> sandboxes) = await cast.SnapshotAsync(cancellationToken);
        narrator.Draw(Topology.Draw(networks, sandboxes, narrator.Glyphs));
    }

    /// <summary>Connects, and tells it.</summary>
    internal async Task ConnectAsync(string network, string sandbox, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await client.ConnectAsync(network, new NetworkConnectRequest { Container = sandbox }, cancellationToken);
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        EndpointResource endpoint = await cast.EndpointAsync(sandbox, network, cancellationToken);
        string addresses = string.Join(' ', new[] { endpoint.IPv4Address, endpoint.IPv6Address }.Where(address => address.Length > 0));
        narrator.Step($"dnet network connect {network} {sandbox}", time, $"{endpoint.InterfaceName} {addresses}");
    }

    private async Task CreateAsync(string flags, NetworkCreateRequest request, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await client.CreateNetworkAsync(request, cancellationToken);
        narrator.Step($"dnet network create {flags} {request.Name}", Stopwatch.GetElapsedTime(started));
    }

    private static NetworkIpam Pools(params string[] subnets) =>
        new() { Config = [.. subnets.Select(subnet => new NetworkIpamConfig { Subnet = subnet })] };
}
