namespace LibNetwork.Firewall;

/// <summary>What holds for all networks of a controller (D-019).</summary>
internal sealed record FirewallOptions
{
    /// <summary>Whether published ports are reached under the containers' own addresses, by every link and in every gateway mode (F-033).
    /// Default: false.</summary>
    public bool AllowDirectRouting { get; init; }

    /// <summary>Packets whose mark has this value in these bits may enter every network that has a way out (F-016, F-067). Default: null, a mark means nothing.</summary>
    public (uint Value, uint Mask)? AcceptMark { get; init; }
}
