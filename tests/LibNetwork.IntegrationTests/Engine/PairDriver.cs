using System.Collections.Concurrent;
using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Route;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>A driver as a third party would write it: a veth pair on the host whose one end the engine moves into the sandbox.</summary>
/// <remarks>It fails at the call it is told to, after having done its work and taken it back, and records the order of its calls.</remarks>
internal sealed class PairDriver(RouteSocket host) : INetworkDriver, IExternalConnectivity
{
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Who was told what, in order: the endpoint, then its sandbox's IPv4 and IPv6 gateways.</summary>
    public ConcurrentQueue<(string Endpoint, string IPv4, string IPv6)> Told { get; } = new();

    /// <summary>The options of the sandbox that came with the last join.</summary>
    public DriverOptions SandboxOptions { get; private set; } = DriverOptions.Empty;

    public string FailAt { get; set; } = "";

    public string Type => "pair";

    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        foreach (var data in ipv4Data.Concat(ipv6Data))
        {
            Gateways[networkId + (data.Pool!.Value.IsV6 ? "6" : "4")] = data.Gateway;
        }

        _offers[networkId] = options.Labels.TryGetValue("offer", out var offer) ? offer.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        await CallAsync("CreateNetwork");
    }

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) => CallAsync("DeleteNetwork");

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default) => CallAsync("CreateEndpoint");

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => CallAsync("DeleteEndpoint");

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        new(DriverOptions.Empty);

    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        await CallAsync("Join");
        SandboxOptions = sandboxOptions;
        using var batch = host.NewBatch();
        batch.AddVeth(new VethSpec("p" + endpointId[..8], "q" + endpointId[..8]) { Up = true });
        await host.SendAsync(batch, cancellationToken);
        joinInfo.InterfaceName.SetNames("q" + endpointId[..8], "eth");
        foreach (var offer in _offers.GetValueOrDefault(networkId) ?? [])
        {
            Offer(offer, joinInfo);
        }

        if (_offers.GetValueOrDefault(networkId)?.Contains("none") ?? false)
        {
            return;
        }

        if (Gateways.GetValueOrDefault(networkId + "4") is { } gateway)
        {
            joinInfo.SetGateway(gateway.Address);
        }

        if (Gateways.GetValueOrDefault(networkId + "6") is { } gatewayIPv6)
        {
            joinInfo.SetGatewayIPv6(gatewayIPv6.Address);
        }
    }

    public async ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        using var batch = host.NewBatch();
        batch.DeleteLink("p" + endpointId[..8]).TolerateMissing();
        await host.SendAsync(batch, cancellationToken);
        await CallAsync("Leave");
    }

    public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default)
    {
        Told.Enqueue((endpointId, gateway4EndpointId, gateway6EndpointId));
        return CallAsync(gateway4EndpointId.Length + gateway6EndpointId.Length == 0 ? "Revoke" : "Program");
    }

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

    private ConcurrentDictionary<string, CidrAddress?> Gateways { get; } = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string[]> _offers = new(StringComparer.Ordinal);

    // What the network's label "offer" says: none, force4, force6, disable, or a destination and perhaps @ a next hop.
    private static void Offer(string offer, IJoinInfo joinInfo)
    {
        switch (offer)
        {
            case "none":
                break;
            case "force4":
                joinInfo.ForceGatewayIPv4();
                break;
            case "force6":
                joinInfo.ForceGatewayIPv6();
                break;
            case "disable":
                joinInfo.DisableGatewayService();
                break;
            default:
                var parts = offer.Split('@');
                joinInfo.AddStaticRoute(IPNetwork.Parse(parts[0]), parts.Length == 1 ? RouteType.Connected : RouteType.NextHop,
                    parts.Length == 1 ? null : IPAddress.Parse(parts[1]));
                break;
        }
    }

    private async ValueTask CallAsync(string call)
    {
        await Task.Yield();
        Calls.Enqueue(call);
        if (FailAt == call)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"{call} is refused");
        }
    }
}
