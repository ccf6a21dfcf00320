namespace LibNetwork.PluginProtocol.Messages;

/// <summary>The keys of encrypted traffic, as data of a discovery .</summary>
public sealed record EncryptionKeysMessage
{
    /// <summary>The keys, base64 on the wire; null for none.</summary>
    public IReadOnlyList<byte[]>? Keys { get; init; }

    /// <summary>The tag of each; null for none.</summary>
    public IReadOnlyList<ulong>? Tags { get; init; }
}
