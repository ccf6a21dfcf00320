namespace LibNetwork.PluginProtocol.Addressing;

/// <summary>Where plugins are looked for (B-021, B-022).</summary>
public sealed record PluginDirectories
{
    /// <summary>Directories of <c>.sock</c> files, in order.</summary>
    /// <value>Default: <c>/run/docker/plugins</c>.</value>
    public IReadOnlyList<string> Sockets { get; init; } = ["/run/docker/plugins"];

    /// <summary>Directories of <c>.spec</c> and <c>.json</c> files, in order.</summary>
    /// <value>Default: <c>/etc/docker/plugins</c>, <c>/usr/lib/docker/plugins</c>.</value>
    public IReadOnlyList<string> Specs { get; init; } = ["/etc/docker/plugins", "/usr/lib/docker/plugins"];
}
