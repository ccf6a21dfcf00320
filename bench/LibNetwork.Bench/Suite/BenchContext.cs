namespace LibNetwork.Bench.Suite;

/// <summary>What a case is given.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Result">Where findings go.</param>
/// <param name="Disk">A directory on a real disk, for stores.</param>
/// <param name="Memory">A directory in memory, for pinned namespaces and sockets.</param>
internal sealed record BenchContext(BenchOptions Options, Result Result, string Disk, string Memory)
{
    /// <summary>Lets what goes on in the background (reaping, refilling a pool) come to rest, so that it is not charged to others.</summary>
    internal static Task SettleAsync() => Task.Delay(2);

    /// <summary>Says what is going on.</summary>
    internal static void Progress(string text) => Console.Error.WriteLine($"bench: {text}");
}
