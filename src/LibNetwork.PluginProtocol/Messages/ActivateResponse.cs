namespace LibNetwork.PluginProtocol.Messages;

/// <summary>What a plugin is (B-015).</summary>
public sealed record ActivateResponse : PluginResponse
{
    /// <summary>Tokens such as <c>NetworkDriver</c> and <c>IpamDriver</c>; null when the plugin said nothing.</summary>
    public IReadOnlyList<string>? Implements { get; init; }
}
