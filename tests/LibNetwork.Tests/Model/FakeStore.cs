using System.Collections.Concurrent;
using LibNetwork.Store;

namespace LibNetwork.Tests.Model;

/// <summary>Records in memory that outlive an engine; a commit is refused when a test says so.</summary>
internal sealed class FakeStore : IRecordStore
{
    internal ConcurrentDictionary<(RecordKind Kind, string Id), byte[]> Records { get; } = new();

    /// <summary>Is told of each commit before it is made; what it throws becomes a refusal.</summary>
    internal Action<string> Before { get; set; } = _ => { };

    public IReadOnlyList<string> Losses => [];

    public bool HasLost => false;

    public bool IsUnread => false;

    public string? Refusal => null;

    public IReadOnlyList<StoredRecord> Load() => [.. Records.Select(record => new StoredRecord(record.Key.Kind, record.Key.Id, record.Value))];

    public void Commit(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        Before("Commit");
        lock (Records)
        {
            foreach (var change in changes)
            {
                if (change.Value is null)
                {
                    Records.TryRemove((change.Kind, change.Id), out _);
                }
                else
                {
                    Records[(change.Kind, change.Id)] = change.Value;
                }
            }
        }
    }

    public void Dispose()
    {
        // The records stay.
    }
}
