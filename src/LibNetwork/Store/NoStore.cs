namespace LibNetwork.Store;

/// <summary>Keeps nothing: for a controller whose networks end with it.</summary>
internal sealed class NoStore : IRecordStore
{
    public IReadOnlyList<string> Losses => [];

    public bool HasLost => false;

    public bool IsUnread => false;

    public string? Refusal => null;

    public IReadOnlyList<StoredRecord> Load() => [];

    public void Commit(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        // The objects themselves are all the memory there is.
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
