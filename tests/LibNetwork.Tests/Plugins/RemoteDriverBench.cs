using LibNetwork.DriverApi;
using LibNetwork.Drivers.Remote;
using LibNetwork.Sandboxing;
using LibNetwork.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Plugins;

/// <summary>A network driver behind a raw plugin, and the calls an engine makes of it.</summary>
internal sealed class RemoteDriverBench : IAsyncDisposable
{
    public RemoteDriverBench()
    {
        Bench = new PluginBench();
        Drivers = new RemoteDrivers(Bench.Registry, NullLogger.Instance);
        Driver = (RemoteDriver)Drivers.Adopt("weave");
    }

    public PluginBench Bench { get; }

    public RawPlugin Raw => Bench.Raw;

    public RemoteDrivers Drivers { get; }

    public RemoteDriver Driver { get; }

    /// <summary>Creates an endpoint whose interface has nothing set yet.</summary>
    public async Task<EndpointInterface> CreateEndpointAsync(EndpointInterface? info = null, DriverOptions? options = null)
    {
        info ??= new EndpointInterface();
        await Driver.CreateEndpointAsync("n", "e", info, options ?? DriverOptions.Empty);
        return info;
    }

    public async Task<JoinRecord> JoinAsync(DriverOptions? sandboxOptions = null)
    {
        var info = new JoinInfo(new InterfaceNames(), "");
        await Driver.JoinAsync("n", "e", "/run/netns/x", info, DriverOptions.Empty, sandboxOptions ?? DriverOptions.Empty);
        return info.Record;
    }

    public async Task<NetworkException> ErrorOfAsync(Func<Task> call)
    {
        var calling = call();
        await Bench.MoveUntilAsync(() => calling.IsCompleted);
        var wait = () => calling;
        return (await wait.Should().ThrowAsync<NetworkException>()).Which;
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
