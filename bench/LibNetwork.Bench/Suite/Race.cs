using LibNetwork.Bench.Contestants;

namespace LibNetwork.Bench.Suite;

/// <summary>Contestants side by side in alternate rounds, so that the machine's noise hits all of them alike.</summary>
internal static class Race
{
    /// <summary>Every contestant attaches <paramref name="count"/> sandboxes; who begins a round changes from round to round.</summary>
    internal static async Task<Sample[]> AttachAsync(IReadOnlyList<IContestant> contestants, int count, CancellationToken cancellationToken)
    {
        Sample[] samples = [.. contestants.Select(_ => new Sample())];
        for (int round = 0; round < count; round++)
        {
            for (int turn = 0; turn < contestants.Count; turn++)
            {
                int who = (round + turn) % contestants.Count;
                samples[who].Add(await contestants[who].AttachAsync(round, cancellationToken));
                await BenchContext.SettleAsync();
            }
        }

        return samples;
    }

    /// <summary>One contestant detaches all of its sandboxes, and the links it deletes in the background are waited for.</summary>
    internal static async Task<Sample> DetachAsync(IContestant contestant, int count, int from, CancellationToken cancellationToken)
    {
        var sample = new Sample();
        int before = CountLinks();
        for (int number = from; number < from + count; number++)
        {
            sample.Add(await contestant.DetachAsync(number, cancellationToken));
        }

        for (int wait = 0; CountLinks() > before - count; wait++)
        {
            if (wait == 600)
            {
                throw new TimeoutException($"{contestant.Label}: detached links are still there after a minute");
            }

            await Task.Delay(100, cancellationToken);
        }

        return sample;
    }

    private static int CountLinks() => File.ReadLines("/proc/self/net/dev").Count();
}
