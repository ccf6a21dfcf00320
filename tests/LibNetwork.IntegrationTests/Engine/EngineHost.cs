using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>A controller on a host of its own, with the pair driver beside the built-in ones.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private EngineHost(TestHost host)
    {
        Host = host;
        Driver = new PairDriver(host.Route);
    }

    public TestHost Host { get; }

    public PairDriver Driver { get; }

    public NetworkController Controller { get; private set; } = null!;

    public static async Task<EngineHost> StartAsync(bool persistent = true, int poolSize = 0)
    {
        var engine = new EngineHost(await TestHost.CreateAsync());
        await engine.StartControllerAsync(persistent, poolSize);
        return engine;
    }

    /// <summary>Stops the controller and starts another on the same store, host and directories.</summary>
    public async Task RestartAsync(Action? between = null)
    {
        await Controller.DisposeAsync();
        between?.Invoke();
        await StartControllerAsync(persistent: true, poolSize: 0);
    }

    public ValueTask<Network> NetworkAsync(string name, string driver = "pair", params string[] subnets) => Controller.CreateNetworkAsync(new NetworkConfig
    {
        Name = name,
        Driver = driver,
        EnableIPv6 = subnets.Any(subnet => subnet.Contains(':')),
        IpamPools = [.. subnets.Select(subnet => new IpamPoolConfig { Subnet = subnet })],
    });

    /// <summary>A network whose driver offers what the text says (<see cref="PairDriver"/>).</summary>
    public ValueTask<Network> OfferAsync(string name, string offer, params string[] subnets) => Controller.CreateNetworkAsync(new NetworkConfig
    {
        Name = name,
        Driver = "pair",
        EnableIPv4 = subnets.Any(subnet => !subnet.Contains(':')),
        EnableIPv6 = subnets.Any(subnet => subnet.Contains(':')),
        IpamPools = [.. subnets.Select(subnet => new IpamPoolConfig { Subnet = subnet })],
        DriverOptions = new Dictionary<string, string> { ["offer"] = offer },
    });

    public ValueTask<Sandbox> SandboxAsync(string name) => Controller.CreateSandboxAsync(new SandboxConfig { Name = name });

    public async ValueTask DisposeAsync()
    {
        await Controller.DisposeAsync();
        await Host.DisposeAsync();
    }

    private async Task StartControllerAsync(bool persistent, int poolSize) => Controller = await NetworkController.StartAsync(new NetworkControllerOptions
    {
        DataRoot = persistent ? Host.DataRoot : null,
        ExecRoot = Host.ExecRoot,
        HostNamespace = Host.Namespace,
        NamespacePoolSize = poolSize,
        Drivers = [callback => callback.RegisterDriver(Driver.Type, Driver, new Capability(Scope.Local))],
    });
}
