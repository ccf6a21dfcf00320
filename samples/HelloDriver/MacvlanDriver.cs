using System.Diagnostics;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace HelloDriver;

/// <summary>A network is a wire: a veth pair, one end the host's, the other shared by the containers' macvlan links. Nothing is remembered.</summary>
public sealed class MacvlanDriver : INetworkDriver
{
    public string Type => "hello";

    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        var (host, wire) = (Name("hello-", networkId), Name("wire-", networkId));
        await RunAsync($"link add {host} up type veth peer name {wire}", cancellationToken);
        try
        {
            await RunAsync($"link set {wire} up", cancellationToken);
            foreach (var gateway in ipv4Data.Concat(ipv6Data).Select(pool => pool.Gateway).OfType<CidrAddress>())
                await RunAsync($"address add {gateway} dev {host}", cancellationToken);
        }
        catch
        {
            await DeleteLinkAsync(host); // What fails leaves nothing behind.
            throw;
        }
    }

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        DeleteLinkAsync(Name("hello-", networkId));

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        // Docker has chosen the addresses. A MAC that follows from them need not be learnt anew by its neighbours when a container comes back.
        if (interfaceInfo is { MacAddress: null, Address: { } address })
            interfaceInfo.SetMacAddress(new PhysicalAddress([0x02, 0x42, .. address.Address.GetAddressBytes()]));
        return default;
    }

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        DeleteLinkAsync(Name("cont-", endpointId));

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        var link = Name("cont-", endpointId);
        await RunAsync($"link add {link} link {Name("wire-", networkId)} type macvlan mode bridge", cancellationToken);
        joinInfo.InterfaceName.SetNames(link, "eth"); // Docker moves it into the container, and calls it eth0 or the next free number.
        joinInfo.DisableGatewayService(); // No way out: containers reach each other, and the host at the gateway's address.
    }

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        DeleteLinkAsync(Name("cont-", endpointId)); // It may still be in the container: then Docker brings it back, and DeleteEndpoint finds it.

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;
    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    private static string Name(string prefix, string id) => prefix + id[..Math.Min(id.Length, 15 - prefix.Length)];
    private static ValueTask DeleteLinkAsync(string name) => RunAsync($"link delete {name}", CancellationToken.None, "Cannot find device");

    private static async ValueTask RunAsync(string command, CancellationToken cancellationToken, string harmless = "\0")
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", command) { RedirectStandardError = true, UseShellExecute = false })!;
        var error = await ip.StandardError.ReadToEndAsync(cancellationToken);
        await ip.WaitForExitAsync(cancellationToken);
        if (ip.ExitCode != 0 && !error.Contains(harmless)) throw new NetworkException(ErrorKind.Internal, $"ip {command}: {error.Trim()}");
    }
}
