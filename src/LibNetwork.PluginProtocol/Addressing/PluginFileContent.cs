namespace LibNetwork.PluginProtocol.Addressing;

/// <summary>What a <c>.json</c> file says (B-026). Its <c>Name</c> is passed over: the file's own name decides.</summary>
internal sealed record PluginFileContent
{
    public string? Name { get; init; }

    public string? Addr { get; init; }

    public PluginTls? TLSConfig { get; init; }
}
