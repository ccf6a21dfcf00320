using System.Diagnostics;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Crash;

/// <summary>A real <c>dnetd</c> process in a test's host namespace, on that host's directories.</summary>
internal sealed class Daemon : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _log;

    private Daemon(TestHost host)
    {
        Socket = Path.Combine(host.Root, "dnet.sock");
        var start = new ProcessStartInfo("nsenter") { UseShellExecute = false, RedirectStandardError = true };
        foreach (var argument in (string[])[$"--net={host.Pin}", Binary, "--host", $"unix://{Socket}", "--data-root", host.DataRoot, "--exec-root", host.ExecRoot, "--log-level", "error",
            "--predefined-networks=false"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _log = _process.StandardError.ReadToEndAsync();
        Client = new DnetClient(DaemonAddress.Parse($"unix://{Socket}"));
    }

    public DnetClient Client { get; }

    private string Socket { get; }

    // The daemon is built beside the tests, in the same configuration.
    private static string Binary => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory,
        AppContext.BaseDirectory.Replace("/tests/LibNetwork.IntegrationTests/", "/src/Dnetd/", StringComparison.Ordinal), "dnetd"));

    /// <summary>Starts it and waits for its first answer, 20 s at most.</summary>
    public static async Task<Daemon> StartAsync(TestHost host)
    {
        var daemon = new Daemon(host);
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                await daemon.Client.PingAsync();
                return daemon;
            }
            catch (DnetException) when (waited.Elapsed < TimeSpan.FromSeconds(20) && !daemon._process.HasExited)
            {
                await Task.Delay(5);
            }
            catch (DnetException failure)
            {
                daemon.Kill();
                throw new InvalidOperationException($"the daemon does not answer ({failure.Message}): {await daemon._log}", failure);
            }
        }
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        Client.Dispose();
        _process.Dispose();
    }
}
