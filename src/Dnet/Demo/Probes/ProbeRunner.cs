using System.Diagnostics;
using Dnet.Demo.Housing;

namespace Dnet.Demo.Probes;

/// <summary>Runs probes inside sandboxes, by way of <c>dnet sandbox exec</c>.</summary>
internal sealed class ProbeRunner : IDisposable
{
    private readonly string _program = Environment.ProcessPath!;
    private readonly List<Process> _servers = [];

    /// <summary>Sends an echo request from a sandbox.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="address">Whom to ask.</param>
    /// <param name="patience">How long to wait for the echo.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    internal Task<ProbeResult> PingAsync(string sandbox, string address, TimeSpan patience, CancellationToken cancellationToken) =>
        RunAsync(sandbox, ["ping", $"{patience.TotalMilliseconds}", address], cancellationToken);

    /// <summary>Connects from a sandbox by TCP.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="address">Whom to connect to.</param>
    /// <param name="port">On which port.</param>
    /// <param name="patience">How long to wait for the greeting.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    internal Task<ProbeResult> ConnectAsync(
        string sandbox, string address, int port, TimeSpan patience, CancellationToken cancellationToken) =>
        RunAsync(sandbox, ["tcp", $"{patience.TotalMilliseconds}", address, $"{port}"], cancellationToken);

    /// <summary>Starts a server in a sandbox and waits until it listens.</summary>
    internal async Task ServeAsync(string sandbox, int port, CancellationToken cancellationToken)
    {
        Process server = Start(sandbox, ["listen", $"{port}", $"hello from {sandbox}"]);
        _servers.Add(server);
        if (await server.StandardOutput.ReadLineAsync(cancellationToken) != Greeter.Ready)
        {
            throw new DemoException($"no server in sandbox {sandbox}: {await server.StandardError.ReadToEndAsync(cancellationToken)}");
        }
    }

    /// <summary>Ends the servers.</summary>
    public void Dispose()
    {
        foreach (Process server in _servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }

        _servers.Clear();
    }

    private async Task<ProbeResult> RunAsync(string sandbox, string[] probe, CancellationToken cancellationToken)
    {
        using Process process = Start(sandbox, probe);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return ProbeResult.Parse(output.TrimEnd('\n'))
            ?? throw new DemoException($"a probe in sandbox {sandbox} ended with status {process.ExitCode}: {errors.Trim()} {output.Trim()}");
    }

    private Process Start(string sandbox, string[] probe)
    {
        string[] arguments = ["--host", House.DaemonHost, "sandbox", "exec", sandbox, "--", _program, "demo", "probe", .. probe];
        return Process.Start(new ProcessStartInfo(_program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
