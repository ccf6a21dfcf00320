namespace LibNetwork.DriverApi;

/// <summary>A change of keys: one added, one made primary, one pruned .</summary>
public sealed record DriverEncryptionUpdate : IDiscoveryData
{
    /// <summary>The key that is added; empty when none is.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>The added key's tag.</summary>
    public ulong Tag { get; init; }

    /// <summary>The key to encrypt with from now on; empty when it stays.</summary>
    public ReadOnlyMemory<byte> Primary { get; init; }

    /// <summary>The primary key's tag.</summary>
    public ulong PrimaryTag { get; init; }

    /// <summary>The key to forget; empty when none is.</summary>
    public ReadOnlyMemory<byte> Prune { get; init; }

    /// <summary>The forgotten key's tag.</summary>
    public ulong PruneTag { get; init; }
}
