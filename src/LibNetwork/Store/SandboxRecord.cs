namespace LibNetwork.Store;

/// <summary>What is remembered of a sandbox.</summary>
internal sealed record SandboxRecord
{
    public required string Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required SandboxConfig Config { get; init; }

    /// <summary>Whether someone else's namespace has been taken, for a sandbox that waits for one.</summary>
    public bool KeyIsSet { get; init; }

    public RecordState State { get; init; }
}
