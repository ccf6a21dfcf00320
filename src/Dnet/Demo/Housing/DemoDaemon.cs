using System.ComponentModel;
using System.Diagnostics;
using LibNetwork.Api;

namespace Dnet.Demo.Housing;

/// <summary>The daemon of the demo: the program next to this one.</summary>
/// <remarks>It dies with the demo, however that ends. The kernel ties this to the thread that started it, so one thread lives as long as the daemon.</remarks>
internal sealed class DemoDaemon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Manners = TimeSpan.FromMilliseconds(1500);
    private static readonly string LogPath = $"{House.Directory}/dnetd.log";

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource<Process> _process = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    private DemoDaemon(string program)
    {
        _thread = new Thread(() => Live(program)) { IsBackground = true, Name = "daemon" };
        _thread.Start();
    }

    /// <exception cref="DemoException">There is no daemon next to this program, or it cannot be run.</exception>
    internal static DemoDaemon Start()
    {
        string program = Path.Combine(Path.GetDirectoryName(Environment.ProcessPath)!, "dnetd");
        return File.Exists(program) ? new DemoDaemon(program) : throw new DemoException($"there is no {program}: dnetd must be next to dnet");
    }

    /// <summary>Waits for the first answer.</summary>
    /// <returns>The time since the start.</returns>
    /// <exception cref="DemoException">It ended, or does not answer.</exception>
    internal async Task<TimeSpan> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        Process process = await _process.Task;
        using var client = new DnetClient(DaemonAddress.Parse(House.DaemonHost));
        while (true)
        {
            try
            {
                await client.PingAsync(cancellationToken);
                return Stopwatch.GetElapsedTime(_started);
            }
            catch (DnetException) when (Stopwatch.GetElapsedTime(_started) < Patience && !process.HasExited)
            {
                await Task.Delay(1, cancellationToken);
            }
            catch (DnetException e)
            {
                throw new DemoException(process.HasExited ? $"dnetd ended with status {process.ExitCode}" : $"dnetd does not answer: {e.Message}", e);
            }
        }
    }

    /// <summary>What it has logged.</summary>
    internal static async Task<string> ReadLogAsync() => File.Exists(LogPath) ? await File.ReadAllTextAsync(LogPath) : "";

    /// <summary>Asks it to end, and makes it when it does not.</summary>
    public void Dispose()
    {
        if (_process.Task is { IsCompletedSuccessfully: true, Result: { HasExited: false } process })
        {
            Signals.Terminate(process);
            if (!process.WaitForExit(Manners))
            {
                process.Kill();
            }
        }

        _thread.Join();
    }

    private void Live(string program)
    {
        // Its log is a file, so that nothing of it gets between the lines of the story. Its session is its own, so that Ctrl-C reaches
        // the demo alone, which takes everything down in order.
        string[] arguments =
        [
            "--pdeathsig", "KILL", "--", "setsid", "sh", "-c", "exec \"$@\" >\"$0\" 2>&1", LogPath,
            program, "--host", House.DaemonHost, "--data-root", $"{House.Directory}/data", "--exec-root", $"{House.Directory}/exec", "--log-level", "warn", "--predefined-networks=false",
        ];
        try
        {
            using var process = Process.Start(new ProcessStartInfo("setpriv", arguments) { UseShellExecute = false, RedirectStandardInput = true })!;
            _process.SetResult(process);
            process.WaitForExit();
        }
        catch (Win32Exception e)
        {
            _process.SetException(new DemoException($"cannot start {program}: {e.Message}", e));
        }
    }
}
