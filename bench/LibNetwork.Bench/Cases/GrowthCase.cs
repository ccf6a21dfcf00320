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
        // A namespace with twice as many links would slow both down.
        await using var floor = new FloorContestant($"{context.Memory}/growth-floor", apart: true);
        await using var library = new LibraryContestant($"{context.Disk}/growth", $"{context.Memory}/growth");
        IContestant[] contestants = [floor, library];
        foreach (IContestant contestant in contestants)
        {
            await contestant.PrepareAsync(cancellationToken);
        }

        Sample[] samples = await Race.AttachAsync(contestants, count, cancellationToken);
        foreach (int end in new[] { Window, count / 4, count / 2, count }.Distinct())
        {
            double unit = samples[0].Slice(end - Window, Window).Median;
            for (int who = 0; who < contestants.Length; who++)
            {
                context.Result.Add(Name, $"attach {end - Window + 1}-{end}: {contestants[who].Label}", samples[who].Slice(end - Window, Window), unit);
            }
        }

        double first = samples[1].Slice(0, Window).Median;
        double last = samples[1].Slice(count - Window, Window).Median;
        context.Result.AtMost($"endpoint {count} of a bridge, in times of the first", 3, last / first);
        BenchContext.Progress("growth: taking them all off again");
        Sample detach = await Race.DetachAsync(library, count, 0, cancellationToken);
        context.Result.Add(Name, $"detach {count} in a row: library", detach, samples[0].Median);
    }
}
