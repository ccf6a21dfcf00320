using System.Diagnostics;
using LibNetwork.Api;

namespace LibNetwork.Bench.Contestants;

/// <summary>A daemon of its own, started as people start it.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private readonly string _host;

    private DaemonProcess(Process process, string host, DnetClient client, TimeSpan firstAnswer) =>
        (_process, _host, Client, FirstAnswer) = (process, host, client, firstAnswer);

    /// <summary>A client that keeps its connection.</summary>
    internal DnetClient Client { get; }

    /// <summary>From before the process was made to the first answer it gave.</summary>
    internal TimeSpan FirstAnswer { get; }

    /// <summary>Memory it holds, in megabytes of 1,000,000 bytes.</summary>
    internal double ResidentMegabytes => ResidentMegabytesOf(_process.Id);

    /// <summary>Another client, with a connection of its own.</summary>
    internal DnetClient Connect() => new(DaemonAddress.Parse(_host));

    /// <summary>Memory that a process holds, in megabytes of 1,000,000 bytes.</summary>
    internal static double ResidentMegabytesOf(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024 / 1_000_000;
    }

    /// <param name="programs">Directory of dnetd.</param>
    /// <param name="disk">Its data root.</param>
    /// <param name="memory">Its exec root and the directory of its socket.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <exception cref="InvalidOperationException">It ended, or gave no answer in ten seconds.</exception>
    internal static async Task<DaemonProcess> StartAsync(string programs, string disk, string memory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(memory);
        string host = $"unix://{memory}/dnet.sock";
        var start = new ProcessStartInfo(
            $"{programs}/dnetd", ["--host", host, "--data-root", disk, "--exec-root", memory, "--log-level", "warn", "--predefined-networks=false"]) { UseShellExecute = false };
        long started = Stopwatch.GetTimestamp();
        Process process = Process.Start(start)!;
        var client = new DnetClient(DaemonAddress.Parse(host));
        while (true)
        {
            try
            {
                await client.PingAsync(cancellationToken);
                return new DaemonProcess(process, host, client, Stopwatch.GetElapsedTime(started));
            }
            catch (DnetException e) when (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException("dnetd did not answer", e);
            }
            catch (DnetException)
            {
                await Task.Delay(1, cancellationToken);
            }
        }
    }

    /// <summary>Kills it with SIGKILL.</summary>
    internal async Task KillAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Tool.RunAsync("kill", ["-TERM", $"{_process.Id}"], "", CancellationToken.None);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
