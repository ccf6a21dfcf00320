using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Serving;

/// <summary>Writes the records of what another engine owns.</summary>
/// <remarks>Networks, pools and lasting addresses are flushed to the disk: the other engine knows of them after a reboot. Endpoints and the
/// addresses of sandboxes need survive only the process.</remarks>
internal sealed class ServedRecords(IRecordStore store)
{
    /// <exception cref="NetworkException"><see cref="ErrorKind.Unavailable"/>: the store cannot be written; nothing has changed.</exception>
    internal void Save(ServedNetworkRecord record) =>
        store.Commit([new RecordChange(RecordKind.ServedNetwork, record.Id, RecordJson.Write(record, RecordJson.Default.ServedNetworkRecord))], durable: true);

    /// <inheritdoc cref="Save(ServedNetworkRecord)"/>
    internal void Save(ServedEndpointRecord record) =>
        store.Commit([new RecordChange(RecordKind.ServedEndpoint, record.Id, RecordJson.Write(record, RecordJson.Default.ServedEndpointRecord))], durable: false);

    /// <inheritdoc cref="Save(ServedNetworkRecord)"/>
    internal void Save(ServedPoolRecord record) =>
        store.Commit([new RecordChange(RecordKind.ServedPool, record.PoolId, RecordJson.Write(record, RecordJson.Default.ServedPoolRecord))], durable: true);

    /// <inheritdoc cref="Save(ServedNetworkRecord)"/>
    internal void Save(ServedAddressRecord record) =>
        store.Commit([new RecordChange(RecordKind.ServedAddress, record.Id, RecordJson.Write(record, RecordJson.Default.ServedAddressRecord))], record.IsLasting);

    /// <summary>Forgets a network and its endpoints at once.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Unavailable"/>: the store cannot be written; nothing has changed.</exception>
    internal void ForgetNetwork(string id, IEnumerable<string> endpointIds) => store.Commit(
        [new RecordChange(RecordKind.ServedNetwork, id, Value: null), .. endpointIds.Select(endpoint => new RecordChange(RecordKind.ServedEndpoint, endpoint, Value: null))],
        durable: true);

    /// <inheritdoc cref="ForgetNetwork"/>
    internal void ForgetEndpoint(string id) => store.Commit([new RecordChange(RecordKind.ServedEndpoint, id, Value: null)], durable: false);

    /// <summary>Forgets a pool and its addresses at once.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Unavailable"/>: the store cannot be written; nothing has changed.</exception>
    internal void ForgetPool(string poolId, IEnumerable<ServedAddressRecord> addresses) => store.Commit(
        [new RecordChange(RecordKind.ServedPool, poolId, Value: null), .. addresses.Select(address => new RecordChange(RecordKind.ServedAddress, address.Id, Value: null))],
        durable: true);

    /// <inheritdoc cref="ForgetPool"/>
    internal void ForgetAddress(ServedAddressRecord record) =>
        store.Commit([new RecordChange(RecordKind.ServedAddress, record.Id, Value: null)], record.IsLasting);
}
