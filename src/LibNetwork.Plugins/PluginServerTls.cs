namespace LibNetwork.Plugins;

/// <summary>TLS of a plugin on TCP. All files are PEM, by absolute path.</summary>
public sealed record PluginServerTls
{
    /// <summary>The plugin's certificate, followed by those between it and its authority.</summary>
    public required string CertFile { get; init; }

    /// <summary>The key of <see cref="CertFile"/>.</summary>
    public required string KeyFile { get; init; }

    /// <summary>The authority that clients' certificates must be from: with it a client without one is turned away.</summary>
    /// <value>Default: null, any client is served.</value>
    public string? ClientCAFile { get; init; }

    /// <summary>The authority that clients check the plugin's certificate with; goes into <c>NAME.json</c>.</summary>
    /// <value>Default: null. Docker then checks nothing (B-027); an engine of this project asks the authorities that its machine trusts.</value>
    public string? CAFile { get; init; }

    /// <summary>The certificate that Docker presents; goes into <c>NAME.json</c>.</summary>
    /// <value>Default: null, none. Needed when there is a <see cref="ClientCAFile"/>.</value>
    public string? ClientCertFile { get; init; }

    /// <summary>The key of <see cref="ClientCertFile"/>; goes into <c>NAME.json</c>.</summary>
    /// <value>Default: null.</value>
    public string? ClientKeyFile { get; init; }
}
