using LibNetwork.Bench.Contestants;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Cases;

/// <summary>What the thousandth endpoint on a bridge costs, against the first.</summary>
internal sealed class GrowthCase : IBenchCase
{
    private const int Window = 50;

    public string Name => "growth";

    public string Description => "attach to one bridge up to 1,000 endpoints: the floor and the library";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        int count = context.Options.Growth;
        Sample floor, library;
        await using (var contestant = new FloorContestant($"{context.Memory}/growth-floor"))
        {
            floor = await GrowAsync(contestant, count, cancellationToken);
        }

        await using (var contestant = new LibraryContestant($"{context.Disk}/growth", $"{context.Memory}/growth"))
        {
            library = await GrowAsync(contestant, count, cancellationToken);
            Tell(context, floor, library, count);
            BenchContext.Progress("growth: taking them all off again");
            Sample detach = await Race.DetachAsync(contestant, count, 0, cancellationToken);
            context.Result.Add(Name, $"detach {count} in a row: {contestant.Label}", detach, floor.Slice(0, Window).Median);
        }
    }

    /// <summary>One at a time, not in turns: a kernel with twice as many namespaces is slower for both.</summary>
    private static async Task<Sample> GrowAsync(IContestant contestant, int count, CancellationToken cancellationToken)
    {
        await contestant.PrepareAsync(cancellationToken);
        return (await Race.AttachAsync([contestant], count, cancellationToken))[0];
    }

    private void Tell(BenchContext context, Sample floor, Sample library, int count)
    {
        foreach (int end in new[] { Window, count / 4, count / 2, count }.Distinct())
        {
            Sample unit = floor.Slice(end - Window, Window);
            context.Result.Add(Name, $"attach {end - Window + 1}-{end}: floor", unit, unit.Median);
            context.Result.Add(Name, $"attach {end - Window + 1}-{end}: library", library.Slice(end - Window, Window), unit.Median);
        }

        double first = library.Slice(0, Window).Median;
        double last = library.Slice(count - Window, Window).Median;
        context.Result.AtMost($"endpoint {count} of a bridge, in times of the first", 3, last / first);
    }
}
