using System.Diagnostics;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>A host with an engine on it and a plugin beside it.</summary>
internal sealed class PluginHost : IAsyncDisposable
{
    private PluginHost(TestHost host)
    {
        Host = host;
        Plugin = new PluginProcess(host);
    }

    public TestHost Host { get; }

    public PluginProcess Plugin { get; }

    public NetworkController Controller { get; private set; } = null!;

    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public static async Task<PluginHost> StartAsync(TimeSpan? callTimeout = null)
    {
        var host = new PluginHost(await TestHost.CreateAsync()) { CallTimeout = callTimeout ?? TimeSpan.FromSeconds(30) };
        await host.Plugin.StartAsync();
        await host.StartControllerAsync();
        return host;
    }

    /// <summary>Stops the engine and starts another on the same store, host and directories.</summary>
    public async Task RestartAsync(Action? between = null)
    {
        await Controller.DisposeAsync();
        between?.Invoke();
        await StartControllerAsync();
    }

    public ValueTask<Network> NetworkAsync(string name, string driver = "raw", string subnet = "10.9.0.0/24", string ipam = "default", bool refused = false) =>
        Controller.CreateNetworkAsync(new NetworkConfig
        {
            Name = name,
            Driver = driver,
            IpamDriver = ipam,
            IpamPools = subnet.Length == 0 ? [] : [new IpamPoolConfig { Subnet = subnet }],
            DriverOptions = refused ? new Dictionary<string, string> { ["refuse"] = "yes" } : new Dictionary<string, string>(),
        });

    public ValueTask<Sandbox> SandboxAsync(string name) => Controller.CreateSandboxAsync(new SandboxConfig { Name = name });

    public async Task<Endpoint> ConnectAsync(string network, string sandbox) =>
        await Controller.GetNetwork(network).ConnectAsync(Controller.Sandboxes.FirstOrDefault(found => found.Name == sandbox) ?? await SandboxAsync(sandbox),
            new EndpointConfig { Name = sandbox });

    /// <summary>Whether one sandbox reaches another's address.</summary>
    public bool Reaches(string from, string to)
    {
        using var inside = NetworkNamespace.Open(Controller.GetSandbox(from).Key);
        return TestHost.TryRunIn(inside, $"ping -c 1 -W 5 {Controller.GetEndpoint(to).Address!.Value.Address}").ExitCode == 0;
    }

    public static async Task<NetworkException> RefusedAsync(Func<Task> call) => (await call.Should().ThrowAsync<NetworkException>()).Which;

    /// <summary>Waits for something that is done in the background.</summary>
    public static async Task EventuallyAsync(Func<bool> happened, string what)
    {
        for (var waited = Stopwatch.StartNew(); !happened(); await Task.Delay(10))
        {
            waited.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60), what);
        }
    }

    /// <summary>Deletes all there is, and asserts that nothing is left of it.</summary>
    public async Task DeleteAllAsync()
    {
        foreach (var sandbox in Controller.Sandboxes)
        {
            await sandbox.DeleteAsync();
        }

        foreach (var endpoint in Controller.Endpoints)
        {
            await endpoint.DeleteAsync();
        }

        foreach (var network in Controller.Networks)
        {
            await network.DeleteAsync();
        }

        await EventuallyAsync(() => Host.LinkNames().SequenceEqual(["lo"]), "every link is gone");
        Host.PinsInExecRoot().Should().BeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await Controller.DisposeAsync();
        Plugin.Dispose();
        await Host.DisposeAsync();
    }

    private async Task StartControllerAsync() => Controller = await NetworkController.StartAsync(new NetworkControllerOptions
    {
        DataRoot = Host.DataRoot,
        ExecRoot = Host.ExecRoot,
        HostNamespace = Host.Namespace,
        PluginDirectories = new PluginDirectories { Sockets = [Plugin.Sockets], Specs = [] },
        PluginCallTimeout = CallTimeout,
    });
}
