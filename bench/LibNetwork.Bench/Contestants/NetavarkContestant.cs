using System.Diagnostics;

namespace LibNetwork.Bench.Contestants;

/// <summary>netavark, the network program of podman. Its addresses are chosen by the caller, so its time has no allocator in it.</summary>
/// <param name="program">Path of netavark.</param>
/// <param name="state">Directory for its files.</param>
/// <param name="namespaces">Directory in which namespaces are pinned.</param>
internal sealed class NetavarkContestant(string program, string state, string namespaces) : IContestant
{
    private readonly PeerNamespaces _namespaces = new(namespaces);

    public string Label => "netavark";

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(state);
        return Task.CompletedTask;
    }

    public async Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken)
    {
        TimeSpan made = await _namespaces.CreateAsync(number);
        return made + await RunAsync("setup", number, cancellationToken);
    }

    public async Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken)
    {
        TimeSpan taken = await RunAsync("teardown", number, cancellationToken);
        return taken + await _namespaces.RemoveAsync(number);
    }

    /// <summary>netavark takes its bridge away with the last container.</summary>
    public ValueTask DisposeAsync()
    {
        _namespaces.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<TimeSpan> RunAsync(string verb, int number, CancellationToken cancellationToken)
    {
        int last = number + 10;
        string id = number.ToString("x64");
        string input = $$$"""
            {"container_id":"{{{id}}}","container_name":"bench{{{number}}}",
             "networks":{"bench":{"static_ips":["10.92.{{{last >> 8}}}.{{{last & 255}}}","fd00:92::{{{last:x}}}"],"interface_name":"eth0"}},
             "network_info":{"bench":{"name":"bench","id":"{{{new string('b', 64)}}}","driver":"bridge","network_interface":"nvbench",
              "subnets":[{"subnet":"10.92.0.0/16","gateway":"10.92.0.1"},{"subnet":"fd00:92::/64","gateway":"fd00:92::1"}],
              "ipv6_enabled":true,"internal":false,"dns_enabled":false,"ipam_options":{"driver":"host-local"} } } }
            """;
        long started = Stopwatch.GetTimestamp();
        await Tool.RunAsync(program, ["--config", state, verb, _namespaces.PathOf(number)], input, cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }
}
