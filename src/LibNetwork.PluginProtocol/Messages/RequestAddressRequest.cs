namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-079.</summary>
public sealed record RequestAddressRequest
{
    /// <summary>The pool.</summary>
    public string PoolID { get; init => field = value ?? ""; } = "";

    /// <summary>The address wanted; empty lets the driver choose.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>Options; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
