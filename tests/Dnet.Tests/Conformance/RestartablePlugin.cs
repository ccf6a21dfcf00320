namespace Dnet.Tests.Conformance;

/// <summary>A plugin that a shell command restarts.</summary>
internal sealed class RestartablePlugin : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("dnet-restart-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, RawPlugin> _start;
    private readonly Task _restarting;
    private RawPlugin _plugin;

    /// <summary>Starts it.</summary>
    /// <param name="start">Starts it on a socket.</param>
    internal RestartablePlugin(Func<string, RawPlugin> start)
    {
        _start = start;
        _plugin = start(Socket);
        _restarting = RestartAsync();
    }

    internal string Socket => Path.Combine(_directory, "p.sock");

    internal int Restarts { get; private set; }

    /// <summary>Asks for a restart and waits until it is done.</summary>
    internal string Command => $"touch {Wish}; while [ -e {Wish} ]; do sleep 0.02; done";

    private string Wish => Path.Combine(_directory, "wish");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _restarting;
        await _plugin.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RestartAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (File.Exists(Wish))
            {
                await _plugin.DisposeAsync();
                _plugin = _start(Socket);
                Restarts++;
                File.Delete(Wish);
            }

            await Task.Delay(10);
        }
    }
}
