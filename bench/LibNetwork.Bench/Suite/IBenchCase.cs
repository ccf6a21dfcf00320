namespace LibNetwork.Bench.Suite;

/// <summary>One thing to measure. Leaves nothing behind.</summary>
internal interface IBenchCase
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Description { get; }

    /// <summary>Whether it runs only with <c>--peers</c>.</summary>
    bool IsPeer => false;

    Task RunAsync(BenchContext context, CancellationToken cancellationToken);
}
