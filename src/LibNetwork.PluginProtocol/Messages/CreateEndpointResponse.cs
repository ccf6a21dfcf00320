namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-046.</summary>
public sealed record CreateEndpointResponse : PluginResponse
{
    /// <summary>What the driver set; null or empty for nothing.</summary>
    public InterfaceMessage? Interface { get; init; }
}
