using System.Diagnostics;
using LibNetwork.Bench.Contestants;

namespace LibNetwork.Bench.Plugins;

/// <summary>The sample <c>HelloDriver</c> as native code, in a process of its own.</summary>
internal sealed class HelloProcess : IAsyncDisposable
{
    internal const string SocketPath = "/run/docker/plugins/hello.sock";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private HelloProcess(Process process) => _process = process;

    /// <summary>Memory it holds, in megabytes of 1,000,000 bytes.</summary>
    internal double ResidentMegabytes => DaemonProcess.ResidentMegabytesOf(_process.Id);

    /// <exception cref="InvalidOperationException">It ended, or did not listen within ten seconds.</exception>
    internal static async Task<HelloProcess> StartAsync(string program, CancellationToken cancellationToken)
    {
        Process process = Process.Start(new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        long started = Stopwatch.GetTimestamp();
        while (!File.Exists(SocketPath))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException("HelloDriver does not listen");
            }

            await Task.Delay(5, cancellationToken);
        }

        return new HelloProcess(process);
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync("kill", ["-TERM", $"{_process.Id}"], "", CancellationToken.None);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
