using System.Diagnostics;
using LibNetwork.Bench.Contestants;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Cases;

/// <summary>Many clients at once.</summary>
internal sealed class LoadCase : IBenchCase
{
    private const int Networks = 20;
    private const int Clients = 64;
    private const int Endpoints = 2000;

    public string Name => "load";

    public string Description => $"{Clients} clients of the daemon attach and detach {Endpoints} endpoints on {Networks} networks, against the floor alone";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        double floor = Endpoints / (await FloorAsync(context, cancellationToken)).TotalSeconds;
        context.Result.Add(Name, "floor alone: attach and detach", "/s", floor);

        await using DaemonProcess daemon = await DaemonProcess.StartAsync(
            context.Options.Programs, $"{context.Disk}/load", $"{context.Memory}/load", cancellationToken);
        var fleet = new Fleet(daemon, Networks);
        await fleet.CreateNetworksAsync(cancellationToken);
        int links = Links();
        long started = Stopwatch.GetTimestamp();
        Sample attach = await fleet.AttachAsync(Enumerable.Range(0, Endpoints), Clients, cancellationToken);
        TimeSpan attached = Stopwatch.GetElapsedTime(started);
        long detaching = Stopwatch.GetTimestamp();
        Sample detach = await fleet.DetachAsync(Enumerable.Range(0, Endpoints), Clients, cancellationToken);
        while (Links() > links)
        {
            await Task.Delay(5, cancellationToken);
        }

        TimeSpan total = Stopwatch.GetElapsedTime(started);
        context.Result.Add(Name, "daemon: attach and detach", "/s", Endpoints / total.TotalSeconds, Endpoints, comparedWith: floor);
        context.Result.Add(Name, "daemon: attach alone", "/s", Endpoints / attached.TotalSeconds, Endpoints);
        context.Result.Add(Name, "daemon: detach until the links are gone", "/s", Endpoints / Stopwatch.GetElapsedTime(detaching).TotalSeconds, Endpoints);
        context.Result.Add(Name, $"a client's attach, among {Clients}", attach);
        context.Result.Add(Name, $"a client's detach, among {Clients}", detach);
        context.Result.Add(Name, "resident memory of the daemon after it", "MB", daemon.ResidentMegabytes);
        context.Result.AtLeast($"rate of {Clients} clients at the daemon, in times of the floor alone", 0.6, Endpoints / total.TotalSeconds / floor);
        context.Result.AtMost($"p99 of an attach among {Clients} clients, in times of the median", 2, attach.P99 / attach.Median);
        context.Result.AtMost($"p99 of a detach among {Clients} clients, in times of the median", 2, detach.P99 / detach.Median);
        await fleet.DeleteNetworksAsync(cancellationToken);
    }

    /// <summary>The same endpoints one after the other, on as many bridges, and all links deleted at once: the fastest there is.</summary>
    private static async Task<TimeSpan> FloorAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var floors = new List<FloorContestant>();
        TimeSpan total = TimeSpan.Zero;
        try
        {
            for (int network = 0; network < Networks; network++)
            {
                var floor = new FloorContestant($"{context.Memory}/load-floor", $"bridge{network}");
                floors.Add(floor);
                await floor.PrepareAsync(cancellationToken);
            }

            for (int number = 0; number < Endpoints; number++)
            {
                total += await floors[number % Networks].AttachAsync(number, cancellationToken);
            }

            foreach (FloorContestant floor in floors)
            {
                total += await floor.DetachAllAsync(links: floor == floors[0]);
            }
        }
        finally
        {
            foreach (FloorContestant floor in floors)
            {
                await floor.DisposeAsync();
            }
        }

        return total;
    }

    private static int Links() => File.ReadLines("/proc/self/net/dev").Count();
}
