using System.Diagnostics;

namespace LibNetwork.Bench.Contestants;

/// <summary>This project's library, in process, with its store on disk.</summary>
/// <param name="disk">Directory of the store.</param>
/// <param name="memory">Directory in which namespaces are pinned.</param>
/// <param name="pool">How many namespaces it keeps ready, 0–256.</param>
internal sealed class LibraryContestant(string disk, string memory, int pool = 0) : IContestant
{
    private readonly Dictionary<int, Sandbox> _sandboxes = [];
    private NetworkController? _controller;
    private Network? _network;

    public string Label => pool > 0 ? "library, namespace pool" : "library";

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _controller = await NetworkController.StartAsync(
            new NetworkControllerOptions { DataRoot = disk, ExecRoot = memory, NamespacePoolSize = pool }, cancellationToken);
        _network = await _controller.CreateNetworkAsync(
            new NetworkConfig
            {
                Name = "bench",
                EnableIPv6 = true,
                IpamPools = [new IpamPoolConfig { Subnet = "10.89.0.0/16" }, new IpamPoolConfig { Subnet = "fd00:89::/64" }],
            },
            cancellationToken);
    }

    public async Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken)
    {
        var sandboxConfig = new SandboxConfig { Name = $"s{number}" };
        var endpointConfig = new EndpointConfig { Name = $"e{number}" };
        long started = Stopwatch.GetTimestamp();
        Sandbox sandbox = await _controller!.CreateSandboxAsync(sandboxConfig, cancellationToken);
        await _network!.ConnectAsync(sandbox, endpointConfig, cancellationToken);
        TimeSpan taken = Stopwatch.GetElapsedTime(started);
        _sandboxes[number] = sandbox;
        return taken;
    }

    public async Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken)
    {
        _sandboxes.Remove(number, out Sandbox? sandbox);
        long started = Stopwatch.GetTimestamp();
        await sandbox!.DeleteAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        if (_controller is null)
        {
            return;
        }

        foreach (Sandbox sandbox in _sandboxes.Values)
        {
            await sandbox.DeleteAsync();
        }

        if (_network is not null)
        {
            await _network.DeleteAsync();
        }

        await _controller.DisposeAsync();
    }
}
