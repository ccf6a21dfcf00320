using System.Diagnostics;
using LibNetwork.Api;
using LibNetwork.Bench.Contestants;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Cases;

/// <summary>A crowded host, and a daemon that is killed on one.</summary>
internal sealed class ScaleCase : IBenchCase
{
    private const int Networks = 1000;
    private const int Endpoints = 4000;
    private const int Restored = 1000;
    private const int Window = 100;
    private const int Clients = 8;

    public string Name => "scale";

    public string Description => $"{Networks} networks and {Endpoints} endpoints at one daemon; its restart with {Restored} endpoints and a TCP stream";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        Sample floor = await FloorAsync(context, "floor", cancellationToken);
        context.Result.Add(Name, "attach: floor, on an empty host", floor, floor.Median);
        await CrowdAsync(context, floor, cancellationToken);
        await RestartAsync(context, cancellationToken);
    }

    private async Task CrowdAsync(BenchContext context, Sample floor, CancellationToken cancellationToken)
    {
        await using DaemonProcess daemon = await StartAsync(context, "crowd", cancellationToken);
        var fleet = new Fleet(daemon, Networks);
        BenchContext.Progress($"{Name}: making {Networks} networks");
        long started = Stopwatch.GetTimestamp();
        await fleet.CreateNetworksAsync(cancellationToken);
        context.Result.Add(Name, "network create, each", "us", Stopwatch.GetElapsedTime(started).TotalMicroseconds / Networks, Networks);
        BenchContext.Progress($"{Name}: attaching {Endpoints} endpoints");
        await fleet.AttachAsync(Enumerable.Range(0, Endpoints - Window), Clients, cancellationToken);
        Sample last = await fleet.AttachAsync(Enumerable.Range(Endpoints - Window, Window), 1, cancellationToken);
        context.Result.Add(Name, $"attach {Endpoints - Window + 1}-{Endpoints}: daemon", last, floor.Median);
        Sample crowded = await FloorAsync(context, "crowded", cancellationToken);
        context.Result.Add(Name, "attach: floor, on the crowded host", crowded, floor.Median);
        context.Result.AtMost($"attach with {Networks} networks and {Endpoints} endpoints, in times of the floor", 3, last.Median / floor.Median);

        var list = new Sample();
        for (int i = 0; i < 20; i++)
        {
            started = Stopwatch.GetTimestamp();
            int listed = (await daemon.Client.ListEndpointsAsync(cancellationToken: cancellationToken)).Count;
            list.Add(Stopwatch.GetElapsedTime(started));
            if (listed != Endpoints)
            {
                throw new InvalidOperationException($"{listed} endpoints are listed, not {Endpoints}");
            }
        }

        context.Result.Add(Name, $"list {Endpoints} endpoints", list);
        context.Result.AtMost($"listing {Endpoints} endpoints, ms", 50, list.Median / 1000);
        context.Result.Add(Name, "resident memory of the daemon", "MB", daemon.ResidentMegabytes);
        context.Result.AtMost($"daemon's resident memory with {Endpoints} endpoints, MB", 120, daemon.ResidentMegabytes);
        BenchContext.Progress($"{Name}: taking all of it down");
        await fleet.DetachAsync(Enumerable.Range(0, Endpoints), Clients, cancellationToken);
        await fleet.DeleteNetworksAsync(cancellationToken);
    }

    private async Task RestartAsync(BenchContext context, CancellationToken cancellationToken)
    {
        const int networks = 20;
        BenchContext.Progress($"{Name}: attaching {Restored} endpoints, and killing the daemon");
        DaemonProcess daemon = await StartAsync(context, "restart", cancellationToken);
        var fleet = new Fleet(daemon, networks);
        await fleet.CreateNetworksAsync(cancellationToken);
        await fleet.AttachAsync(Enumerable.Range(0, Restored), Clients, cancellationToken);
        SandboxResource from = await daemon.Client.InspectSandboxAsync(Fleet.Sandbox(0), cancellationToken);
        SandboxResource to = await daemon.Client.InspectSandboxAsync(Fleet.Sandbox(networks), cancellationToken);
        string address = (await daemon.Client.ListEndpointsAsync(cancellationToken: cancellationToken))
            .Single(endpoint => endpoint.Name == to.Name).IPv4Address.Split('/')[0];
        await using (SteadyStream stream = await SteadyStream.OpenAsync(from.Key, to.Key, address, cancellationToken))
        {
            await Task.Delay(500, cancellationToken);
            TimeSpan before = stream.LongestPause;
            await daemon.KillAsync();
            daemon = await StartAsync(context, "restart", cancellationToken);
            await Task.Delay(500, cancellationToken);
            context.Result.Add(Name, "longest pause of a TCP stream, nothing going on", "ms", before.TotalMilliseconds);
            context.Result.Add(Name, "longest pause over kill and restart", "ms", stream.LongestPause.TotalMilliseconds);
            context.Result.AtMost("longest pause of a TCP stream over kill and restart, ms", 100, stream.LongestPause.TotalMilliseconds);
        }

        context.Result.Add(Name, $"exec to first answer with {Restored} endpoints", "ms", daemon.FirstAnswer.TotalMilliseconds);
        context.Result.AtMost($"daemon ready after a kill with {Restored} endpoints, ms", 1000, daemon.FirstAnswer.TotalMilliseconds);
        fleet = new Fleet(daemon, networks);
        await fleet.DetachAsync(Enumerable.Range(0, Restored), Clients, cancellationToken);
        await fleet.DeleteNetworksAsync(cancellationToken);
        await daemon.DisposeAsync();
    }

    private static async Task<Sample> FloorAsync(BenchContext context, string bridge, CancellationToken cancellationToken)
    {
        await using var floor = new FloorContestant($"{context.Memory}/scale-{bridge}", bridge);
        await floor.PrepareAsync(cancellationToken);
        return (await Race.AttachAsync([floor], Window, cancellationToken))[0];
    }

    private static Task<DaemonProcess> StartAsync(BenchContext context, string name, CancellationToken cancellationToken) =>
        DaemonProcess.StartAsync(context.Options.Programs, $"{context.Disk}/{name}", $"{context.Memory}/{name}", cancellationToken);
}
