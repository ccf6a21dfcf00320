namespace LibNetwork.Store;

/// <summary>What a record is of. The numbers are on disk.</summary>
internal enum RecordKind
{
    Network = 1,
    Endpoint = 2,
    Sandbox = 3,
}
