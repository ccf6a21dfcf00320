namespace LibNetwork;

/// <summary>The networks that are there from the start: <c>none</c> (driver null), <c>host</c> (driver host) and <c>bridge</c> (C-167).</summary>
public sealed record PredefinedNetworkOptions
{
    /// <summary>Device of the network <c>bridge</c>, 1–15 bytes. Docker's <c>docker0</c> is left to Docker.</summary>
    /// <value>Default: <c>dnet0</c>. Empty: there is no network <c>bridge</c> (C-169).</value>
    public string Bridge { get; init; } = "dnet0";

    /// <summary>Whether the network <c>bridge</c> has IPv6, too. Default: false.</summary>
    public bool EnableIPv6 { get; init; }

    /// <summary>The pools of the network <c>bridge</c> (C-168). Default: of the IPAM driver's choice.</summary>
    public IReadOnlyList<IpamPoolConfig> BridgePools { get; init; } = [];

    /// <summary>More driver options of the network <c>bridge</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> BridgeOptions { get; init; } = EmptyMap.Instance;

    /// <summary>Says what is wrong with it, a line each; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() => Bridge.Length > 0 && ObjectName.CheckInterface(Bridge) is { } wrong ? [wrong] : [];
}
