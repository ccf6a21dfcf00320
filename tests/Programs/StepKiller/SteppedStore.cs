using LibNetwork.Store;

namespace StepKiller;

/// <summary>A store that tells of each commit before it makes it.</summary>
internal sealed class SteppedStore(IRecordStore store, Action before) : IRecordStore
{
    public IReadOnlyList<string> Losses => store.Losses;

    public bool HasLost => store.HasLost;

    public bool IsUnread => store.IsUnread;

    public string? Refusal => store.Refusal;

    public IReadOnlyList<StoredRecord> Load() => store.Load();

    public void Commit(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        before();
        store.Commit(changes, durable);
    }

    public void Dispose() => store.Dispose();
}
