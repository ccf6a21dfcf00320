namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-078.</summary>
public sealed record ReleasePoolRequest
{
    /// <summary>The pool.</summary>
    public string PoolID { get; init => field = value ?? ""; } = "";
}
