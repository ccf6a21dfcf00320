namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-077.</summary>
public sealed record RequestPoolRequest
{
    /// <summary>The address space.</summary>
    public string AddressSpace { get; init => field = value ?? ""; } = "";

    /// <summary>In CIDR form; empty lets the driver choose.</summary>
    public string Pool { get; init => field = value ?? ""; } = "";

    /// <summary>In CIDR form; empty is the whole pool.</summary>
    public string SubPool { get; init => field = value ?? ""; } = "";

    /// <summary>Options; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Whether an IPv6 pool is wanted.</summary>
    public bool V6 { get; init; }
}
