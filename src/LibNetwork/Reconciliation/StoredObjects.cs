using System.Text.Json;
using LibNetwork.Store;

namespace LibNetwork.Reconciliation;

/// <summary>The records of a store, read and sorted in the order they were made in.</summary>
internal sealed class StoredObjects
{
    internal List<NetworkRecord> Networks { get; } = [];

    internal List<EndpointRecord> Endpoints { get; } = [];

    internal List<SandboxRecord> Sandboxes { get; } = [];

    /// <summary>Reads them all; answers a line for each that could not be read, and deletes it.</summary>
    internal IReadOnlyList<string> Read(IRecordStore store)
    {
        var losses = new List<string>();
        foreach (var record in store.Load())
        {
            try
            {
                Add(record);
            }
            catch (JsonException damaged)
            {
                losses.Add($"{record.Kind.ToString().ToLowerInvariant()} {record.Id}: its record cannot be read ({damaged.Message}); it is lost");
                store.Commit([new RecordChange(record.Kind, record.Id, Value: null)], durable: false);
            }
        }

        Networks.Sort((one, other) => one.Created.CompareTo(other.Created));
        Endpoints.Sort((one, other) => one.Created.CompareTo(other.Created));
        Sandboxes.Sort((one, other) => one.Created.CompareTo(other.Created));
        return losses;
    }

    private void Add(StoredRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Network:
                Networks.Add(RecordJson.Read(record.Value, RecordJson.Default.NetworkRecord));
                break;
            case RecordKind.Endpoint:
                Endpoints.Add(RecordJson.Read(record.Value, RecordJson.Default.EndpointRecord));
                break;
            case RecordKind.Sandbox:
                Sandboxes.Add(RecordJson.Read(record.Value, RecordJson.Default.SandboxRecord));
                break;
            default:
                throw new JsonException($"kind {(int)record.Kind} is unknown");
        }
    }
}
