namespace LibNetwork.Linux.Route;

/// <summary>Settings of a bridge. Null leaves one as it is.</summary>
public readonly record struct BridgeSettings
{
    /// <summary>Whether it looks into IGMP and MLD to send multicast where it is wanted. Kernel's default: true.</summary>
    public bool? MulticastSnooping { get; init; }

    /// <summary>Whether it tells VLANs apart. Kernel's default: false.</summary>
    public bool? VlanFiltering { get; init; }

    /// <summary>The VLAN of untagged frames, 0 (none)–4,094. Kernel's default: 1.</summary>
    public ushort? VlanDefaultPortId { get; init; }

    /// <summary>Which frames to 01-80-C2-00-00-0x it forwards: bit x. Kernel's default: 0.</summary>
    public ushort? GroupForwardMask { get; init; }

    /// <summary>Whether it speaks the spanning tree protocol. Kernel's default: false.</summary>
    public bool? SpanningTree { get; init; }

    /// <summary>How long a port listens before it forwards, 2–30 s, or 0 without spanning tree. Kernel's default: 15 s.</summary>
    public TimeSpan? ForwardDelay { get; init; }

    /// <summary>How long a learned address is kept. Kernel's default: 300 s.</summary>
    public TimeSpan? AgeingTime { get; init; }

    internal bool IsEmpty => this == default;
}
