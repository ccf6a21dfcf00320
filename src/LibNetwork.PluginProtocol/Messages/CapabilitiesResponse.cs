namespace LibNetwork.PluginProtocol.Messages;

/// <summary>What a network driver says of itself (B-040, B-059).</summary>
public sealed record CapabilitiesResponse : PluginResponse
{
    /// <summary><c>local</c> or <c>global</c>; null when the plugin said nothing.</summary>
    public string? Scope { get; init; }

    /// <summary><c>local</c>, <c>global</c>, or null or empty for the same as <see cref="Scope"/>.</summary>
    public string? ConnectivityScope { get; init; }

    /// <summary>Whether it has <see cref="PluginMethod.CheckGatewayAllocation"/>.</summary>
    public bool GwAllocChecker { get; init; }
}
