using System.Text.Json;
using LibNetwork.Store;

namespace LibNetwork.Reconciliation;

/// <summary>The records of a store, read and sorted in the order they were made in.</summary>
internal sealed class StoredObjects
{
    private readonly List<RecordChange> _damaged = [];

    /// <summary>The deletion of each record that was damaged.</summary>
    internal IReadOnlyList<RecordChange> Damaged => _damaged;

    internal List<NetworkRecord> Networks { get; } = [];

    internal List<EndpointRecord> Endpoints { get; } = [];

    /// <summary>Endpoints that are gone and remembered, in the order in which they left.</summary>
    internal List<EndpointRecord> Former { get; } = [];

    internal List<SandboxRecord> Sandboxes { get; } = [];

    internal List<ServedNetworkRecord> ServedNetworks { get; } = [];

    internal List<ServedEndpointRecord> ServedEndpoints { get; } = [];

    internal List<ServedPoolRecord> ServedPools { get; } = [];

    internal List<ServedAddressRecord> ServedAddresses { get; } = [];

    /// <summary>Reads them all; answers a line for each that could not be read. A damaged one is noted for deletion and the others are not
    /// touched; one of another version is left for that version (K-008).</summary>
    internal IReadOnlyList<string> Read(IRecordStore store)
    {
        var losses = new List<string>();
        foreach (var record in store.Load())
        {
            try
            {
                Add(record);
            }
            catch (OtherVersionException other)
            {
                losses.Add($"{Noun(record.Kind)} {record.Id}: {other.Message}; it is left as it is, and nothing of it runs");
            }
            catch (JsonException damaged)
            {
                losses.Add($"{Noun(record.Kind)} {record.Id}: its record cannot be read ({damaged.Message}); it is lost");
                _damaged.Add(new RecordChange(record.Kind, record.Id, Value: null));
            }
        }

        Networks.Sort((one, other) => one.Created.CompareTo(other.Created));
        Endpoints.Sort((one, other) => one.Created.CompareTo(other.Created));
        Former.AddRange(Endpoints.Where(endpoint => endpoint.State == RecordState.Former).OrderBy(former => former.Left));
        Endpoints.RemoveAll(endpoint => endpoint.State == RecordState.Former);
        Sandboxes.Sort((one, other) => one.Created.CompareTo(other.Created));
        ServedNetworks.Sort((one, other) => one.Created.CompareTo(other.Created));
        ServedEndpoints.Sort((one, other) => one.Created.CompareTo(other.Created));
        ServedPools.Sort((one, other) => one.Created.CompareTo(other.Created));
        return losses;
    }

    private static string Noun(RecordKind kind) => kind switch
    {
        RecordKind.ServedNetwork => "served network",
        RecordKind.ServedEndpoint => "served endpoint",
        RecordKind.ServedPool => "served pool",
        RecordKind.ServedAddress => "served address",
        _ => kind.ToString().ToLowerInvariant(),
    };

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
            case RecordKind.ServedNetwork:
                ServedNetworks.Add(RecordJson.Read(record.Value, RecordJson.Default.ServedNetworkRecord));
                break;
            case RecordKind.ServedEndpoint:
                ServedEndpoints.Add(RecordJson.Read(record.Value, RecordJson.Default.ServedEndpointRecord));
                break;
            case RecordKind.ServedPool:
                ServedPools.Add(RecordJson.Read(record.Value, RecordJson.Default.ServedPoolRecord));
                break;
            case RecordKind.ServedAddress:
                ServedAddresses.Add(RecordJson.Read(record.Value, RecordJson.Default.ServedAddressRecord));
                break;
            default:
                throw new OtherVersionException($"kind {(int)record.Kind} is unknown to this version");
        }
    }
}
