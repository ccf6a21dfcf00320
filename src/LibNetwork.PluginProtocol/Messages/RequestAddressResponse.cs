namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-079, B-085.</summary>
public sealed record RequestAddressResponse : PluginResponse
{
    /// <summary>In CIDR form.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>What the driver adds; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
