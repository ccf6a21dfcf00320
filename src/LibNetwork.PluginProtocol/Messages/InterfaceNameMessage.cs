namespace LibNetwork.PluginProtocol.Messages;

/// <summary>The names of an interface (B-049).</summary>
public sealed record InterfaceNameMessage
{
    /// <summary>The name of the link on the host.</summary>
    public string SrcName { get; init => field = value ?? ""; } = "";

    /// <summary>What its name inside begins with.</summary>
    public string DstPrefix { get; init => field = value ?? ""; } = "";

    /// <summary>Its whole name inside; empty for prefix and number.</summary>
    public string DstName { get; init => field = value ?? ""; } = "";
}
