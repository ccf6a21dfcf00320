using LibNetwork.DriverApi;

namespace LibNetwork.Store;

/// <summary>What is remembered of a network.</summary>
internal sealed record NetworkRecord
{
    public required string Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required NetworkConfig Config { get; init; }

    /// <summary>The driver's data scope when the network was made: a plugin that is away cannot tell. <see cref="Scope.None"/> in older records.</summary>
    public Scope Scope { get; init; }

    public IReadOnlyList<PoolRecord> IPv4Pools { get; init => field = value ?? []; } = [];

    public IReadOnlyList<PoolRecord> IPv6Pools { get; init => field = value ?? []; } = [];

    /// <summary>Whether the engine made it by itself.</summary>
    public bool IsPredefined { get; init; }

    public RecordState State { get; init; }
}
