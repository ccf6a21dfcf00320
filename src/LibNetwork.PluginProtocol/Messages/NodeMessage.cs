namespace LibNetwork.PluginProtocol.Messages;

/// <summary>A node that joined or left (B-051).</summary>
public sealed record NodeMessage
{
    /// <summary>The address of the node.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>The local address to bind to; empty for the same.</summary>
    public string BindAddress { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is this node.</summary>
    public bool Self { get; init; }
}
