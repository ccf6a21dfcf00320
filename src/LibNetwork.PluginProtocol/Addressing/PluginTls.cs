namespace LibNetwork.PluginProtocol.Addressing;

/// <summary>How TLS to a plugin is done: the <c>TLSConfig</c> of a <c>.json</c> file (B-026).</summary>
/// <remarks>Unlike Docker, a missing authority does not switch verification off (B-027): the machine's authorities are asked then.</remarks>
public sealed record PluginTls
{
    /// <summary>Whether any certificate is taken.</summary>
    /// <value>Default: false.</value>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>PEM file of the authority that the plugin's certificate must be from; null for those the machine trusts.</summary>
    public string? CAFile { get; init; }

    /// <summary>PEM file of the client's certificate; null for none.</summary>
    public string? CertFile { get; init; }

    /// <summary>PEM file of the client's key; null for none.</summary>
    public string? KeyFile { get; init; }
}
