using System.Net;

namespace LibNetwork.Discovery;

/// <summary>The nodes that count as present: a new one does at once, a missing one until it has been missing for a while.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class NodeSet(TimeSpan leaveDelay)
{
    private readonly Dictionary<IPAddress, DateTimeOffset?> _missingSince = [];

    /// <summary>The nodes.</summary>
    internal IReadOnlyCollection<IPAddress> Present => _missingSince.Keys;

    /// <summary>When the first of the missing ones counts as gone; null when none is missing.</summary>
    internal DateTimeOffset? NextDeparture => _missingSince.Values.Min() is { } first ? first + leaveDelay : null;

    /// <summary>Takes what is told now, duplicates and all.</summary>
    internal void Tell(IReadOnlyCollection<IPAddress> told, DateTimeOffset now)
    {
        foreach (var node in told)
        {
            _missingSince[node] = null;
        }

        var known = told as IReadOnlySet<IPAddress> ?? told.ToHashSet();
        foreach (var (node, since) in _missingSince)
        {
            if (since is null && !known.Contains(node))
            {
                _missingSince[node] = now;
            }
        }

        Pass(now);
    }

    /// <summary>Lets time pass: those that have been missing for long enough are gone.</summary>
    internal void Pass(DateTimeOffset now)
    {
        foreach (var (node, since) in _missingSince)
        {
            if (since is { } missing && now - missing >= leaveDelay)
            {
                _missingSince.Remove(node);
            }
        }
    }
}
