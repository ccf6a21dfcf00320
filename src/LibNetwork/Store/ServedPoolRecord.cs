using LibNetwork.DriverApi;

namespace LibNetwork.Store;

/// <summary>A pool that another engine holds.</summary>
internal sealed record ServedPoolRecord
{
    public required string PoolId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required string AddressSpace { get; init; }

    public required CidrAddress Pool { get; init; }

    /// <summary>The sub-pool as it was asked for; empty for none.</summary>
    public string SubPool { get; init => field = value ?? ""; } = "";

    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
