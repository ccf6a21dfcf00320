namespace LibNetwork.Store;

/// <summary>What a record is of. The numbers are on disk.</summary>
internal enum RecordKind
{
    Network = 1,
    Endpoint = 2,
    Sandbox = 3,

    /// <summary>A network that another engine owns.</summary>
    ServedNetwork = 4,

    /// <summary>An endpoint of such a network.</summary>
    ServedEndpoint = 5,

    /// <summary>A pool that another engine holds.</summary>
    ServedPool = 6,

    /// <summary>An address from such a pool.</summary>
    ServedAddress = 7,
}
