namespace LibNetwork.Store;

/// <summary>What is remembered of a sandbox.</summary>
internal sealed record SandboxRecord
{
    public required string Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required SandboxConfig Config { get; init; }

    public RecordState State { get; init; }
}
