using System.Diagnostics;
using LibNetwork.Api;

namespace LibNetwork.Bench.Contestants;

/// <summary>This project's daemon, asked over HTTP on its unix socket: one request makes the sandbox, one connects it.</summary>
/// <param name="programs">Directory of dnetd.</param>
/// <param name="disk">Its data root.</param>
/// <param name="memory">Its exec root.</param>
internal sealed class DaemonContestant(string programs, string disk, string memory) : IContestant
{
    private const string NetworkName = "bench";

    private DaemonProcess? _daemon;

    public string Label => "daemon over HTTP";

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _daemon = await DaemonProcess.StartAsync(programs, disk, memory, cancellationToken);
        await _daemon.Client.CreateNetworkAsync(
            new NetworkCreateRequest
            {
                Name = NetworkName,
                EnableIPv6 = true,
                Ipam = new NetworkIpam { Config = [new NetworkIpamConfig { Subnet = "10.93.0.0/16" }, new NetworkIpamConfig { Subnet = "fd00:93::/64" }] },
            },
            cancellationToken);
    }

    public async Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken)
    {
        var sandbox = new SandboxCreateRequest { Name = $"s{number}" };
        var connect = new NetworkConnectRequest { Container = sandbox.Name };
        long started = Stopwatch.GetTimestamp();
        await _daemon!.Client.CreateSandboxAsync(sandbox, cancellationToken);
        await _daemon.Client.ConnectAsync(NetworkName, connect, cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    public async Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await _daemon!.Client.DeleteSandboxAsync($"s{number}", cancellationToken: cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is null)
        {
            return;
        }

        foreach (SandboxResource left in await _daemon.Client.ListSandboxesAsync())
        {
            await _daemon.Client.DeleteSandboxAsync(left.Name);
        }

        await _daemon.Client.DeleteNetworkAsync(NetworkName);
        await _daemon.DisposeAsync();
    }
}
