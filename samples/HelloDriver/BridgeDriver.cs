using System.Diagnostics;
using LibNetwork.DriverApi;

namespace HelloDriver;

/// <summary>A bridge per network, a veth pair per container. It remembers nothing, since names follow from ids: restart it at any time.</summary>
public sealed class BridgeDriver : INetworkDriver
{
    public string Type => "hello";

    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        var bridge = Name("hello-", networkId);
        await RunAsync($"link add {bridge} type bridge", cancellationToken);
        try
        {
            foreach (var gateway in ipv4Data.Concat(ipv6Data).Select(pool => pool.Gateway).OfType<CidrAddress>())
            {
                await RunAsync($"address add {gateway} dev {bridge}", cancellationToken);
            }

            await RunAsync($"link set {bridge} up", cancellationToken);
        }
        catch
        {
            await DeleteLinkAsync(bridge);
            throw;
        }
    }

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        DeleteLinkAsync(Name("hello-", networkId));

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default) => default; // Docker gives it addresses; Join makes the link.

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        DeleteLinkAsync(Name("host-", endpointId));

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        var (bridge, host, inside) = (Name("hello-", networkId), Name("host-", endpointId), Name("cont-", endpointId));
        await RunAsync($"link add {host} up master {bridge} type veth peer name {inside}", cancellationToken);
        joinInfo.InterfaceName.SetNames(inside, "eth"); // Docker moves it into the container, and calls it eth0 or the next free number.
        joinInfo.DisableGatewayService(); // No way out: containers reach each other, and the host at the gateway's address.
    }

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        DeleteLinkAsync(Name("host-", endpointId));

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    private static string Name(string prefix, string id) => prefix + id[..Math.Min(id.Length, 15 - prefix.Length)];

    // What is gone already is deleted.
    private static ValueTask DeleteLinkAsync(string name) => RunAsync($"link delete {name}", CancellationToken.None, "Cannot find device");

    private static async ValueTask RunAsync(string command, CancellationToken cancellationToken, string harmless = "\0")
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", command) { RedirectStandardError = true, UseShellExecute = false })!;
        var error = await ip.StandardError.ReadToEndAsync(cancellationToken);
        await ip.WaitForExitAsync(cancellationToken);
        if (ip.ExitCode != 0 && !error.Contains(harmless)) throw new NetworkException(ErrorKind.Internal, $"ip {command}: {error.Trim()}");
    }
}
