using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Serving;

/// <summary>The calls of the engine that owns the networks, as Docker makes them.</summary>
internal static class OtherEngine
{
    public static readonly DriverOptions NetworkOptions = new(
    [
        new(NetLabel.GenericData, new Dictionary<string, string> { [NetLabel.DriverMtu] = "1400" }),
        new(NetLabel.EnableIPv6, false),
    ]);

    public static readonly DriverOptions SandboxOptions = new(
    [
        new(NetLabel.PortMap, new List<PortBinding> { PortBinding.Parse("tcp/:80/:0") }),
        new(NetLabel.ExposedPorts, new List<TransportPort> { TransportPort.Parse("tcp/80") }),
    ]);

    public static readonly IpamData Pool = new()
    {
        AddressSpace = "LocalDefault",
        Pool = CidrAddress.Parse("10.3.0.0/24"),
        Gateway = CidrAddress.Parse("10.3.0.1/24"),
    };

    public static ValueTask CreateNetworkAsync(this INetworkDriver driver, string networkId) => driver.CreateNetworkAsync(networkId, NetworkOptions, [Pool], []);

    public static ValueTask CreateEndpointAsync(this INetworkDriver driver, string networkId, string endpointId, int host = 2)
    {
        var info = new EndpointInterface();
        info.SetIPAddress(CidrAddress.Parse($"10.3.0.{host}/24"));
        return driver.CreateEndpointAsync(networkId, endpointId, info, new DriverOptions([new("user", "option")]));
    }

    public static ValueTask JoinAsync(this INetworkDriver driver, string networkId, string endpointId) =>
        driver.JoinAsync(networkId, endpointId, "/var/run/docker/netns/0123456789ab", new JoinInfo(new Sandboxing.InterfaceNames(), ""), DriverOptions.Empty, SandboxOptions);

    public static ValueTask ProgramAsync(this IExternalConnectivity driver, string networkId, string endpointId) =>
        driver.ProgramExternalConnectivityAsync(networkId, endpointId, endpointId, endpointId);

    public static ValueTask RevokeAsync(this IExternalConnectivity driver, string networkId, string endpointId) =>
        driver.ProgramExternalConnectivityAsync(networkId, endpointId, "", "");
}
