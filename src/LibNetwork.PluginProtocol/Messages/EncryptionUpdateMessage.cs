namespace LibNetwork.PluginProtocol.Messages;

/// <summary>A change of the keys of encrypted traffic, as data of a discovery. Keys are base64 on the wire, null for none.</summary>
public sealed record EncryptionUpdateMessage
{
    /// <summary>The key that is added.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Its tag.</summary>
    public ulong Tag { get; init; }

    /// <summary>The key to encrypt with from now on.</summary>
    public byte[]? Primary { get; init; }

    /// <summary>Its tag.</summary>
    public ulong PrimaryTag { get; init; }

    /// <summary>The key to forget.</summary>
    public byte[]? Prune { get; init; }

    /// <summary>Its tag.</summary>
    public ulong PruneTag { get; init; }
}
