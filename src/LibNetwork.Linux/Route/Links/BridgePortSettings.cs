namespace LibNetwork.Linux.Route;

/// <summary>Settings of a bridge's port. Null leaves one as it is.</summary>
public readonly record struct BridgePortSettings
{
    /// <summary>Whether a frame may go out by the port it came from. Kernel's default: false.</summary>
    public bool? Hairpin { get; init; }

    /// <summary>Whether it may speak only to ports that are not isolated. Kernel's default: false.</summary>
    public bool? Isolated { get; init; }

    /// <summary>Whether addresses are learned from it. Kernel's default: true.</summary>
    public bool? Learning { get; init; }

    /// <summary>Whether frames to unknown addresses go out by it. Kernel's default: true.</summary>
    public bool? UnicastFlood { get; init; }

    /// <summary>Whether multicast that nobody asked for goes out by it. Kernel's default: true.</summary>
    public bool? MulticastFlood { get; init; }

    /// <summary>Whether broadcast goes out by it. Kernel's default: true.</summary>
    public bool? BroadcastFlood { get; init; }

    /// <summary>Whether the bridge answers ARP and neighbour solicitations in the port's place. Kernel's default: false.</summary>
    public bool? NeighbourSuppress { get; init; }

    /// <summary>Whether spanning tree frames from it disable it. Kernel's default: false.</summary>
    public bool? Guard { get; init; }

    internal bool IsEmpty => this == default;
}
