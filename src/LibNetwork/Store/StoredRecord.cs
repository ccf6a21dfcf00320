namespace LibNetwork.Store;

/// <summary>A record as it was read.</summary>
internal readonly record struct StoredRecord(RecordKind Kind, string Id, byte[] Value);
