namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-041.</summary>
public sealed record AllocateNetworkResponse : PluginResponse
{
    /// <summary>Options to be added to those of the network; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
