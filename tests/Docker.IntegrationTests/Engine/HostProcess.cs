using System.Diagnostics;
using System.Text;

namespace Docker.IntegrationTests.Engine;

/// <summary>A program that runs in a <see cref="PrivateHost"/>. It ends with the host at the latest.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly PrivateHost _host;
    private readonly Process _process;
    private readonly string _id;
    private readonly StringBuilder _log = new();
    private readonly Task _reading;

    private HostProcess(PrivateHost host, Process process, string id)
    {
        (_host, _process, _id) = (host, process, id);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    internal bool HasExited => _process.HasExited;

    /// <summary>What it printed so far, errors too.</summary>
    internal string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <param name="host">Where it runs.</param>
    /// <param name="process">The process that stands for it out here, which first prints the id it has in there.</param>
    internal static async Task<HostProcess> StartAsync(PrivateHost host, Process process)
    {
        var id = await process.StandardOutput.ReadLineAsync().WaitAsync(Programs.Patience)
            ?? throw new InvalidOperationException($"the program did not start: {await process.StandardError.ReadToEndAsync()}");
        return new HostProcess(host, process, id);
    }

    /// <summary>Writes a line to its standard input.</summary>
    internal Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Waits until its log has a text.</summary>
    /// <exception cref="TimeoutException">It did not come in time; the message has the log.</exception>
    internal Task WaitForLogAsync(string text) => Eventually.TrueAsync(
        () => Log.Contains(text, StringComparison.Ordinal) ? ValueTask.FromResult(true) : HasExited && _reading.IsCompleted
            ? throw new InvalidOperationException($"it ended before it said '{text}': {Log}") : ValueTask.FromResult(false),
        () => $"it did not say '{text}': {Log}");

    /// <summary>Ends it by a signal, and waits until it has ended and all of its log has been read.</summary>
    /// <returns>Its exit code; 128 and the signal's number when the signal killed it.</returns>
    internal async Task<int> EndAsync(string signal = "TERM")
    {
        if (!HasExited)
        {
            await _host.TryRunAsync("kill", [$"-{signal}", _id]);
        }

        await _process.WaitForExitAsync().WaitAsync(Programs.Patience);
        await _reading.WaitAsync(Programs.Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                _log.AppendLine(line);
            }
        }
    }
}
