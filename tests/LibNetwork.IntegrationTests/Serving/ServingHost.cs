using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>A host with a controller whose drivers another engine uses; the test plays that engine.</summary>
internal sealed class ServingHost : IAsyncDisposable
{
    private int _objects;

    private ServingHost(TestHost host) => Host = host;

    public TestHost Host { get; }

    public NetworkController Controller { get; private set; } = null!;

    public INetworkDriver Driver { get; private set; } = null!;

    public IIpamDriver Ipam => Controller.ServedIpamDriver;

    public static async Task<ServingHost> StartAsync(bool persistent = true)
    {
        var host = new ServingHost(await TestHost.CreateAsync());
        await host.StartControllerAsync(persistent);
        return host;
    }

    /// <summary>Stops the controller and starts another on the same store, host and directories.</summary>
    public async Task RestartAsync(Action? between = null)
    {
        await Controller.DisposeAsync();
        between?.Invoke();
        await StartControllerAsync(persistent: true);
    }

    /// <summary>An id as Docker makes them, another each time.</summary>
    public string NewId() => $"{++_objects:x6}".PadRight(64, 'f');

    /// <summary>Creates a network: <c>10.NUMBER.0.0/24</c> and <c>fd00:NUMBER::/64</c>.</summary>
    public async Task<ServedTestNetwork> NetworkAsync(int number, params (string Label, string Value)[] labels)
    {
        var network = new ServedTestNetwork(this, NewId(), number);
        await Driver.CreateNetworkAsync(network.Id, new DriverOptions(
        [
            new(NetLabel.GenericData, labels.ToDictionary(label => label.Label, label => label.Value)),
            new(NetLabel.EnableIPv6, true),
        ]), [network.IPv4], [network.IPv6]);
        return network;
    }

    public async ValueTask DisposeAsync()
    {
        await Controller.DisposeAsync();
        await Host.DisposeAsync();
    }

    private async Task StartControllerAsync(bool persistent)
    {
        Controller = await NetworkController.StartAsync(new NetworkControllerOptions
        {
            DataRoot = persistent ? Host.DataRoot : null,
            ExecRoot = Host.ExecRoot,
            HostNamespace = Host.Namespace,
        });
        Driver = Controller.GetServedDriver("bridge").Driver;
    }
}
