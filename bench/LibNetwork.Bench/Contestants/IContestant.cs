namespace LibNetwork.Bench.Contestants;

/// <summary>Somebody who attaches sandboxes to a bridge: IPv4 and IPv6 address, default routes, a port of its own.</summary>
/// <remarks>Calls come one at a time. Numbers are 0–999; each is attached once, then detached once.</remarks>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>What the table calls it.</summary>
    string Label { get; }

    /// <summary>Makes the bridge and whatever is made once.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Makes the namespace and attaches it; answers with the time it took.</summary>
    Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken);

    /// <summary>Takes it off and gives the namespace up; answers with the time until the caller may go on.</summary>
    Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken);
}
