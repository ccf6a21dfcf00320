using System.Diagnostics;

namespace LibNetwork.Bench.Contestants;

/// <summary>The CNI reference plugin <c>bridge</c> with its allocator <c>host-local</c>, without masquerading.</summary>
/// <param name="plugins">Directory of the plugins.</param>
/// <param name="state">Directory for the allocator's files.</param>
/// <param name="namespaces">Directory in which namespaces are pinned.</param>
internal sealed class CniContestant(string plugins, string state, string namespaces) : IContestant
{
    private readonly PeerNamespaces _namespaces = new(namespaces);
    private readonly string _config = $$$"""
        {"cniVersion":"0.4.0","name":"bench","type":"bridge","bridge":"cnibench","isGateway":true,"ipMasq":false,"hairpinMode":true,
         "ipam":{"type":"host-local","dataDir":"{{{state}}}",
          "ranges":[[{"subnet":"10.91.0.0/16"}],[{"subnet":"fd00:91::/64"}]],"routes":[{"dst":"0.0.0.0/0"},{"dst":"::/0"}]}}
        """;

    public string Label => "CNI bridge plugin";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken)
    {
        TimeSpan made = await _namespaces.CreateAsync(number);
        return made + await RunAsync("ADD", number, cancellationToken);
    }

    public async Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken)
    {
        TimeSpan taken = await RunAsync("DEL", number, cancellationToken);
        return taken + await _namespaces.RemoveAsync(number);
    }

    public async ValueTask DisposeAsync()
    {
        _namespaces.Dispose();
        if (Tool.Find("/usr/sbin/ip", "/usr/bin/ip", "/sbin/ip") is { } ip)
        {
            await Tool.RunAsync(ip, ["link", "del", "cnibench"], "", CancellationToken.None);
        }
    }

    private async Task<TimeSpan> RunAsync(string command, int number, CancellationToken cancellationToken)
    {
        Dictionary<string, string> environment = new()
        {
            ["CNI_COMMAND"] = command,
            ["CNI_CONTAINERID"] = $"bench{number}",
            ["CNI_NETNS"] = _namespaces.PathOf(number),
            ["CNI_IFNAME"] = "eth0",
            ["CNI_PATH"] = plugins,
        };
        long started = Stopwatch.GetTimestamp();
        await Tool.RunAsync($"{plugins}/bridge", [], _config, cancellationToken, environment);
        return Stopwatch.GetElapsedTime(started);
    }
}
