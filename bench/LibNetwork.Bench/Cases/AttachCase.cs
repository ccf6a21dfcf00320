using LibNetwork.Bench.Contestants;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Cases;

/// <summary>One sandbox attached and detached: what the kernel needs, and what this project adds to that.</summary>
internal sealed class AttachCase : IBenchCase
{
    /// <summary>Deleting a link by itself makes the kernel wait for 15 ms or more; so many tell enough.</summary>
    private const int FloorDetaches = 50;

    /// <summary>As large as a pool may be: what is measured is a namespace that is there, not one that is being made.</summary>
    private const int Pool = 256;

    public string Name => "attach";

    public string Description => "attach and detach one sandbox: the floor, the library, the daemon over HTTP";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        double floor = await FromNothingAsync(context, cancellationToken);
        await FromPoolAsync(context, floor, cancellationToken);
    }

    private async Task<double> FromNothingAsync(BenchContext context, CancellationToken cancellationToken)
    {
        int count = context.Options.Count;
        await using var floor = new FloorContestant($"{context.Memory}/floor");
        await using var library = new LibraryContestant($"{context.Disk}/library", $"{context.Memory}/library");
        await using var daemon = new DaemonContestant(context.Options.Programs, $"{context.Disk}/daemon", $"{context.Memory}/daemon");
        IContestant[] contestants = [floor, library, daemon];
        foreach (IContestant contestant in contestants)
        {
            await contestant.PrepareAsync(cancellationToken);
        }

        Sample[] attach = await Race.AttachAsync(contestants, count, cancellationToken);
        double unit = attach[0].Median;
        for (int who = 0; who < contestants.Length; who++)
        {
            context.Result.Add(Name, $"attach: {contestants[who].Label}", attach[who], unit);
        }

        foreach (IContestant contestant in contestants)
        {
            int detaches = contestant == floor ? Math.Min(count, FloorDetaches) : count;
            Sample detach = await Race.DetachAsync(contestant, detaches, 0, cancellationToken);
            context.Result.Add(Name, $"detach: {contestant.Label}", detach, unit);
            if (contestant == library)
            {
                context.Result.AtMost("detach in process answers, in attaches of the floor", 0.6, detach.Median / unit);
            }
        }

        context.Result.AtMost("attach in process, in attaches of the floor", 1.5, attach[1].Median / unit);
        context.Result.AtMost("attach over HTTP, in attaches of the floor", 2.5, attach[2].Median / unit);
        return unit;
    }

    private async Task FromPoolAsync(BenchContext context, double floor, CancellationToken cancellationToken)
    {
        int count = Math.Min(context.Options.Count, Pool);
        await using var plain = new FloorContestant($"{context.Memory}/floor-again");
        await using var library = new LibraryContestant($"{context.Disk}/pool", $"{context.Memory}/pool", pool: Pool);
        await plain.PrepareAsync(cancellationToken);
        await library.PrepareAsync(cancellationToken);
        // The pool fills behind the caller's back.
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        Sample[] attach = await Race.AttachAsync([plain, library], count, cancellationToken);
        double unit = attach[0].Median;
        context.Result.Add(Name, "attach: floor (second race)", attach[0], floor);
        context.Result.Add(Name, $"attach: {library.Label}", attach[1], unit);
        context.Result.AtMost("attach in process with a namespace pool, in attaches of the floor", 1.0, attach[1].Median / unit);
    }
}
