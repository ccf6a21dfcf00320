using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Tests.Serving;

/// <summary>Records on the disk of a <see cref="Machine"/>.</summary>
internal sealed class MemoryStore(Machine machine) : IRecordStore
{
    private readonly Dictionary<(RecordKind, string), byte[]> _records = [];

    public IReadOnlyList<string> Losses => [];

    public bool HasLost => false;

    public bool IsUnread => false;

    public string? Refusal => null;

    public int Count => _records.Count;

    /// <summary>Whether commits are refused, as by a full disk.</summary>
    public bool IsFull { get; set; }

    /// <summary>Lets that many commits pass and refuses the next one.</summary>
    public int? RefuseAfter { get; set; }

    /// <summary>What was committed to the disk itself, not to its cache: records by their kind.</summary>
    public List<RecordKind> Durable { get; } = [];

    public IReadOnlyList<StoredRecord> Load() => [.. _records.Select(record => new StoredRecord(record.Key.Item1, record.Key.Item2, record.Value))];

    public void Commit(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        machine.Step();
        if (IsFull || RefuseAfter-- == 0)
        {
            throw new NetworkException(ErrorKind.Unavailable, "store cannot be written: the disk is full");
        }

        foreach (var change in changes)
        {
            if (change.Value is null)
            {
                _records.Remove((change.Kind, change.Id));
            }
            else
            {
                _records[(change.Kind, change.Id)] = change.Value;
            }

            if (durable)
            {
                Durable.Add(change.Kind);
            }
        }

        machine.Step();
    }

    public void Dispose()
    {
        // The disk stays.
    }
}
