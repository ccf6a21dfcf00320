using LibNetwork.DriverApi;

namespace LibNetwork.Plugins.Tests.Doubles;

/// <summary>A driver with every ability that the protocol knows.</summary>
public sealed class AbleDriver : RecordingDriver, IExternalConnectivity, INetworkAllocator, IGatewayAllocationChecker
{
    public async ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default) =>
        await CallAsync("ExternalConnectivity", networkId, cancellationToken, endpointId, $"4={gateway4EndpointId}", $"6={gateway6EndpointId}");

    public async ValueTask<IReadOnlyDictionary<string, string>> AllocateNetworkAsync(string networkId, IReadOnlyDictionary<string, string> options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        await CallAsync("AllocateNetwork", networkId, cancellationToken,
            string.Join(',', options.Select(option => $"{option.Key}={option.Value}")), Text(ipv4Data), Text(ipv6Data));
        return new Dictionary<string, string> { ["vxlanid_list"] = "4096" };
    }

    public async ValueTask FreeNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        await CallAsync("FreeNetwork", networkId, cancellationToken);

    public async ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default)
    {
        await CallAsync("GwAllocCheck", "", cancellationToken, Text(options));
        return (true, false);
    }
}
