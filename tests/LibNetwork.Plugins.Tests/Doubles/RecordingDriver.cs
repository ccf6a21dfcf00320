using System.Collections.Concurrent;
using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.Plugins.Tests.Doubles;

/// <summary>Writes down what it is asked, and does what a test wants meanwhile.</summary>
public class RecordingDriver : INetworkDriver
{
    public string Type => "recording";

    /// <summary>What it was asked, in order; one line a call.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What a call does before it ends: gets the method and the network.</summary>
    public Func<string, string, CancellationToken, Task> OnCall { get; set; } = (_, _, _) => Task.CompletedTask;

    public Action<IInterfaceInfo> OnCreateEndpoint { get; set; } = _ => { };

    public Action<IJoinInfo> OnJoin { get; set; } = _ => { };

    public DriverOptions OperInfo { get; set; } = DriverOptions.Empty;

    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default) =>
        await CallAsync("CreateNetwork", networkId, cancellationToken, Text(options), Text(ipv4Data), Text(ipv6Data));

    public async ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        await CallAsync("DeleteNetwork", networkId, cancellationToken);

    public async ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        await CallAsync("CreateEndpoint", networkId, cancellationToken, endpointId,
            $"{interfaceInfo.Address}|{interfaceInfo.AddressIPv6}|{interfaceInfo.MacAddress}", Text(options));
        OnCreateEndpoint(interfaceInfo);
    }

    public async ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        await CallAsync("DeleteEndpoint", networkId, cancellationToken, endpointId);

    public async ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        await CallAsync("EndpointOperInfo", networkId, cancellationToken, endpointId);
        return OperInfo;
    }

    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        await CallAsync("Join", networkId, cancellationToken, endpointId, sandboxKey, Text(endpointOptions), Text(sandboxOptions));
        OnJoin(joinInfo);
    }

    public async ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
        await CallAsync("Leave", networkId, cancellationToken, endpointId);

    public async ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        await CallAsync("DiscoverNew", type.ToString(), cancellationToken, Text(data));

    public async ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        await CallAsync("DiscoverDelete", type.ToString(), cancellationToken, Text(data));

    protected async Task CallAsync(string method, string networkId, CancellationToken cancellationToken, params string[] arguments)
    {
        Calls.Enqueue(string.Join(' ', [method, networkId, .. arguments]));
        await OnCall(method, networkId, cancellationToken);
    }

    protected static string Text(DriverOptions options) => JsonSerializer.Serialize(options, PluginJson.Default.DriverOptions);

    protected static string Text(IReadOnlyList<IpamData> pools) => $"[{string.Join(',', pools.Select(pool => $"{pool.AddressSpace}:{pool.Pool}:{pool.Gateway}"))}]";

    private static string Text(IDiscoveryData data) => data switch
    {
        NodeDiscoveryData node => node.ToString(),
        DriverEncryptionConfig keys => string.Join(',', keys.Keys.Zip(keys.Tags, (key, tag) => $"{Convert.ToHexString(key.Span)}={tag}")),
        DriverEncryptionUpdate update => $"+{Convert.ToHexString(update.Key.Span)}={update.Tag} *{Convert.ToHexString(update.Primary.Span)}={update.PrimaryTag} -{Convert.ToHexString(update.Prune.Span)}={update.PruneTag}",
        _ => "?",
    };
}
