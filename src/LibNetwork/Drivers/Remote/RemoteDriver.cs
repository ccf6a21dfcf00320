using System.Collections.Concurrent;
using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Remote;

/// <summary>A network driver in another process: each verb is a call to its plugin (B.5, B.6, B-073).</summary>
/// <remarks>When a call fails so that the plugin may have carried it out, the proxy takes it back, as the contract demands of every driver.</remarks>
internal sealed partial class RemoteDriver(Plugin plugin, ILogger logger)
    : INetworkDriver, INetworkAllocator, IGatewayAllocationChecker, IExternalConnectivity, INetworkRestorer
{
    private readonly ConcurrentDictionary<string, RemoteEndpoint> _endpoints = new(StringComparer.Ordinal);
    private volatile Negotiated? _negotiated;

    /// <inheritdoc/>
    public string Type => plugin.Name;

    /// <summary>Makes sure that the plugin is activated, and knows what it can do.</summary>
    internal async ValueTask<Capability> ActivateAsync(CancellationToken cancellationToken) => (await NegotiateAsync(cancellationToken)).Capability;

    /// <inheritdoc/>
    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        var request = new CreateNetworkRequest
        {
            NetworkID = networkId,
            Options = RemoteOptions.OfNetwork(options),
            IPv4Data = OrNull(ipv4Data),
            IPv6Data = OrNull(ipv6Data),
        };
        await CallOrUndoAsync(PluginMethod.CreateNetwork,
            plugin.CallAsync(PluginMethod.CreateNetwork, request, PluginJson.Default.CreateNetworkRequest, PluginJson.Default.PluginResponse, cancellationToken),
            PluginMethod.DeleteNetwork, () => DeleteNetworkAsync(networkId, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        await AskAsync(PluginMethod.DeleteNetwork, networkId, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, string>> AllocateNetworkAsync(string networkId, IReadOnlyDictionary<string, string> options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        var request = new AllocateNetworkRequest { NetworkID = networkId, Options = options, IPv4Data = OrNull(ipv4Data), IPv6Data = OrNull(ipv6Data) };
        var answer = await CallOrUndoAsync(PluginMethod.AllocateNetwork,
            plugin.CallAsync(PluginMethod.AllocateNetwork, request, PluginJson.Default.AllocateNetworkRequest, PluginJson.Default.AllocateNetworkResponse, cancellationToken),
            PluginMethod.FreeNetwork, () => FreeNetworkAsync(networkId, CancellationToken.None));
        return answer.Options ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask FreeNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        await AskAsync(PluginMethod.FreeNetwork, networkId, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Only a plugin that announced it is asked (B-043).</remarks>
    public async ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default)
    {
        if (!(await NegotiateAsync(cancellationToken)).ChecksGateways)
        {
            return (false, false);
        }

        var answer = await plugin.CallAsync(PluginMethod.CheckGatewayAllocation, new GatewayCheckRequest { Options = RemoteOptions.OfNetwork(options) },
            PluginJson.Default.GatewayCheckRequest, PluginJson.Default.GatewayCheckResponse, cancellationToken);
        return (answer.SkipIPv4, answer.SkipIPv6);
    }

    /// <inheritdoc/>
    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        DiscoverAsync(PluginMethod.DiscoverNew, type, data, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        DiscoverAsync(PluginMethod.DiscoverDelete, type, data, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Nothing is asked of the plugin, which remembers its networks and need not be there; only what this proxy knew is known again
    /// (B-072).</remarks>
    public ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default)
    {
        foreach (var endpoint in network.Endpoints)
        {
            _endpoints[endpoint.EndpointId] = endpoint.SandboxKey is null ? RemoteEndpoint.Unjoined : new RemoteEndpoint(
                endpoint.SandboxOptions, endpoint.GatewayIPv4EndpointId == endpoint.EndpointId, endpoint.GatewayIPv6EndpointId == endpoint.EndpointId);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>What a plugin holds is its own affair.</remarks>
    public ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    private async ValueTask<Negotiated> NegotiateAsync(CancellationToken cancellationToken)
    {
        var session = await plugin.ActivateAsync(PluginMethod.NetworkToken, cancellationToken);
        if (_negotiated is { } known && known.Generation == session.Generation)
        {
            return known;
        }

        var answer = await plugin.CallAsync(PluginMethod.GetCapabilities, PluginJson.Default.CapabilitiesResponse, cancellationToken);
        return _negotiated = Negotiated.Read(session.Generation, answer);
    }

    // Nodes alone mean something in another process (B-051, B-062).
    private async ValueTask DiscoverAsync(string method, DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken)
    {
        if (type != DiscoveryType.NodeDiscovery || data is not NodeDiscoveryData node)
        {
            return;
        }

        var message = new NodeMessage { Address = node.Address, BindAddress = node.BindAddress, Self = node.Self };
        var request = new DiscoveryRequest
        {
            DiscoveryType = (int)type,
            DiscoveryData = JsonSerializer.SerializeToElement(message, PluginJson.Default.NodeMessage),
        };
        await plugin.CallAsync(method, request, PluginJson.Default.DiscoveryRequest, PluginJson.Default.PluginResponse, cancellationToken);
    }

    private async ValueTask AskAsync(string method, string networkId, CancellationToken cancellationToken) => await plugin.CallAsync(
        method, new NetworkRequest { NetworkID = networkId }, PluginJson.Default.NetworkRequest, PluginJson.Default.PluginResponse, cancellationToken);

    // An absent list is null on the wire (B-055).
    private static IReadOnlyList<IpamData>? OrNull(IReadOnlyList<IpamData> pools) => pools.Count == 0 ? null : pools;
}
