using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LibNetwork.Tests.Plugins;

/// <summary>A raw plugin, a registry that finds it, and a clock that only the test moves.</summary>
internal sealed class PluginBench : IAsyncDisposable
{
    public PluginBench(RawPlugin? raw = null)
    {
        Raw = raw ?? new RawPlugin();
        Registry = new PluginRegistry(Raw.Directories, CallTimeout, Clock, NullLogger.Instance);
    }

    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);

    public RawPlugin Raw { get; }

    public FakeTimeProvider Clock { get; } = new();

    public PluginRegistry Registry { get; }

    public Plugin Plugin => Registry.Get(Raw.Name);

    /// <summary>A call that must not be carried out twice.</summary>
    public Task CreateAsync(CancellationToken cancellationToken = default) => CallAsync("NetworkDriver.CreateNetwork", cancellationToken);

    /// <summary>A call that may be repeated.</summary>
    public Task DeleteAsync(CancellationToken cancellationToken = default) => CallAsync("NetworkDriver.DeleteNetwork", cancellationToken);

    public Task CallAsync(string method, CancellationToken cancellationToken = default) => CallAsync(Plugin, method, cancellationToken);

    public static async Task CallAsync(Plugin plugin, string method, CancellationToken cancellationToken = default) => await plugin.CallAsync(
        method, new NetworkRequest { NetworkID = "n" }, PluginJson.Default.NetworkRequest, PluginJson.Default.PluginResponse, cancellationToken);

    /// <summary>Waits until something has happened; when that takes longer than a live plugin does, the clock is moved on and on.</summary>
    public async Task MoveUntilAsync(Func<bool> happened)
    {
        for (var waits = 0; !happened(); waits++)
        {
            waits.Should().BeLessThan(6000, "it happens");
            await Task.Delay(3);
            if (waits > 50)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    /// <summary>Moves the clock until a call is over, and answers its error.</summary>
    public async Task<PluginException> FailureOfAsync(Task call)
    {
        await MoveUntilAsync(() => call.IsCompleted);
        var wait = () => call;
        return (await wait.Should().ThrowAsync<PluginException>()).Which;
    }

    public async ValueTask DisposeAsync()
    {
        Registry.Dispose();
        await Raw.DisposeAsync();
    }
}
