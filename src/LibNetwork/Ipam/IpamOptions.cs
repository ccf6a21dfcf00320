namespace LibNetwork.Ipam;

/// <summary>What the default IPAM driver is told at start.</summary>
public sealed record IpamOptions
{
    /// <summary>Where pools of <c>LocalDefault</c> come from, in this order, both families mixed.
    /// Default: <see cref="PredefinedPool.LocalDefaults"/>, IPv4 alone; add a ULA prefix such as a /48 cut to /64 for IPv6.</summary>
    public IReadOnlyList<PredefinedPool> LocalPools { get; init; } = PredefinedPool.LocalDefaults;

    /// <summary>Where pools of <c>GlobalDefault</c> come from. Default: <see cref="PredefinedPool.GlobalDefaults"/>.</summary>
    public IReadOnlyList<PredefinedPool> GlobalPools { get; init; } = PredefinedPool.GlobalDefaults;
}
