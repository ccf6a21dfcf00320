namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-043.</summary>
public sealed record GatewayCheckResponse : PluginResponse
{
    /// <summary>Whether no IPv4 gateway address is needed.</summary>
    public bool SkipIPv4 { get; init; }

    /// <summary>Whether no IPv6 gateway address is needed.</summary>
    public bool SkipIPv6 { get; init; }
}
