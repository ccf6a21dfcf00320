using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>A network of the engine that the test plays.</summary>
internal sealed class ServedTestNetwork(ServingHost host, string id, int number)
{
    private int _containers = 1;

    public string Id => id;

    public int Number => number;

    public string Bridge => $"br-{id[..12]}";

    public IpamData IPv4 { get; } = new()
    {
        AddressSpace = "LocalDefault",
        Pool = CidrAddress.Parse($"10.{number}.0.0/24"),
        Gateway = CidrAddress.Parse($"10.{number}.0.1/24"),
    };

    public IpamData IPv6 { get; } = new()
    {
        AddressSpace = "LocalDefault",
        Pool = CidrAddress.Parse($"fd00:{number}::/64"),
        Gateway = CidrAddress.Parse($"fd00:{number}::1/64"),
    };

    /// <summary>Starts a container on the network, as Docker does.</summary>
    /// <param name="ports">Ports to publish, as <see cref="PortBinding.Parse"/> reads them.</param>
    public async Task<ServedContainer> RunAsync(params string[] ports)
    {
        var container = new ServedContainer(host, this, host.NewId(), ++_containers)
        {
            SandboxOptions = new DriverOptions([new(NetLabel.PortMap, ports.Select(PortBinding.Parse).ToList())]),
        };
        await container.StartAsync();
        return container;
    }

    public ValueTask DeleteAsync() => host.Driver.DeleteNetworkAsync(id);
}
