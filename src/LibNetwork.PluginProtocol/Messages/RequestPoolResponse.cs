namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-077.</summary>
public sealed record RequestPoolResponse : PluginResponse
{
    /// <summary>The name later requests use.</summary>
    public string PoolID { get; init => field = value ?? ""; } = "";

    /// <summary>In CIDR form.</summary>
    public string Pool { get; init => field = value ?? ""; } = "";

    /// <summary>What the driver adds; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
