using System.Diagnostics;

namespace LibNetwork.Bench.Contestants;

/// <summary>Three <c>ip</c> processes: one makes the namespace, one works on the host, one inside.</summary>
internal sealed class IpContestant(string ip) : IContestant
{
    private const string Bridge = "ipbench";

    public string Label => "ip, three processes";

    public async Task PrepareAsync(CancellationToken cancellationToken) => await Tool.RunAsync(
        ip,
        ["-batch", "-"],
        $"""
        link add {Bridge} type bridge mcast_snooping 0
        addr add 10.90.0.1/16 dev {Bridge}
        addr add fd00:90::1/64 dev {Bridge} nodad
        link set {Bridge} up

        """,
        cancellationToken);

    public async Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken)
    {
        string host = $"""
            link add ipb{number} type veth peer name eth0 netns ipb{number}
            link set ipb{number} addrgenmode none
            link set ipb{number} master {Bridge}
            link set ipb{number} type bridge_slave hairpin on mcast_flood off
            link set ipb{number} up

            """;
        int last = number + 10;
        string inside = $"""
            link set lo up
            link set eth0 addrgenmode none
            link set eth0 up
            addr add 10.90.{last >> 8}.{last & 255}/16 dev eth0
            addr add fd00:90::{last:x}/64 dev eth0 nodad
            route add default via 10.90.0.1
            route add default via fd00:90::1

            """;
        long started = Stopwatch.GetTimestamp();
        await Tool.RunAsync(ip, ["netns", "add", $"ipb{number}"], "", cancellationToken);
        await Tool.RunAsync(ip, ["-batch", "-"], host, cancellationToken);
        await Tool.RunAsync(ip, ["-n", $"ipb{number}", "-batch", "-"], inside, cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    public async Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await Tool.RunAsync(ip, ["link", "del", $"ipb{number}"], "", cancellationToken);
        await Tool.RunAsync(ip, ["netns", "del", $"ipb{number}"], "", cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync() => await Tool.RunAsync(ip, ["link", "del", Bridge], "", CancellationToken.None);
}
