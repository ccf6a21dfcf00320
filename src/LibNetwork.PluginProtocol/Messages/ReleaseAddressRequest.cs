namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-080.</summary>
public sealed record ReleaseAddressRequest
{
    /// <summary>The pool.</summary>
    public string PoolID { get; init => field = value ?? ""; } = "";

    /// <summary>The address.</summary>
    public string Address { get; init => field = value ?? ""; } = "";
}
