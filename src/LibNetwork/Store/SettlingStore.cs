using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Store;

/// <summary>A store, and the changes it still has to make of what is done already.</summary>
/// <remarks>Work that cannot be taken back (a link is gone, an address given back) is not undone because its record cannot be written: the
/// record there is an intent, which a start would carry out again, to the same end. Such a change is kept, and made together with the next
/// one that succeeds. Thread-safe.</remarks>
internal sealed class SettlingStore(IRecordStore store, ILogger logger) : IRecordStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(RecordKind, string), RecordChange> _unsettled = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Losses => store.Losses;

    /// <inheritdoc/>
    public bool HasLost => store.HasLost;

    /// <inheritdoc/>
    public bool IsUnread => store.IsUnread;

    /// <inheritdoc/>
    public string? Refusal => store.Refusal;

    /// <summary>How many changes are still to be made.</summary>
    internal int UnsettledCount
    {
        get
        {
            lock (_lock)
            {
                return _unsettled.Count;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> Load() => store.Load();

    /// <inheritdoc/>
    public void Commit(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        lock (_lock)
        {
            if (_unsettled.Count == 0)
            {
                store.Commit(changes, durable);
                return;
            }

            // Older changes first: where both are of one record, the new one counts.
            store.Commit([.. _unsettled.Values, .. changes], durable);
            _unsettled.Clear();
        }
    }

    /// <summary>Makes changes of what is done already; if they cannot be made now, then later.</summary>
    internal void Settle(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        try
        {
            Commit(changes, durable);
        }
        catch (NetworkException refused) when (refused.Kind == ErrorKind.Unavailable)
        {
            lock (_lock)
            {
                foreach (var change in changes)
                {
                    _unsettled[(change.Kind, change.Id)] = change;
                }
            }

            logger.Unsettled(refused.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();
}
