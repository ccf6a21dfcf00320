using System.Net.NetworkInformation;

namespace LibNetwork.Linux.Route;

/// <summary>A link as the kernel describes it.</summary>
public sealed record LinkInfo
{
    /// <summary>The index in its namespace.</summary>
    public required int Index { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The kind, such as <c>veth</c>; null for a link without one, such as the loopback or hardware.</summary>
    public string? Kind { get; init; }

    /// <summary>The kind of link it is a port of, such as <c>bridge</c>; null when it is none's.</summary>
    public string? PortKind { get; init; }

    /// <summary>The MAC address; null for a link without one.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>The MTU, in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>Its flags.</summary>
    public LinkFlags Flags { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool IsUp => Flags.HasFlag(LinkFlags.Up);

    /// <summary>Whether it can carry traffic.</summary>
    public OperationalState OperationalState { get; init; }

    /// <summary>The index of the link it is a port of, or 0.</summary>
    public int MasterIndex { get; init; }

    /// <summary>The index of the veth's peer or of the link beneath, or 0; in the namespace of <see cref="PeerNamespaceId"/>.</summary>
    public int PeerIndex { get; init; }

    /// <summary>This namespace's id for the peer's namespace, or null when the peer is in the same one. See <see cref="RouteSocket.GetNamespaceId"/>.</summary>
    public int? PeerNamespaceId { get; init; }

    /// <summary>The group.</summary>
    public uint Group { get; init; }

    /// <summary>The alias, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>Its further names.</summary>
    public IReadOnlyList<string> AlternativeNames { get; init; } = [];

    /// <summary>How IPv6 link-local addresses are made; null without IPv6.</summary>
    public AddressGenerationMode? AddressGenerationMode { get; init; }

    /// <summary>The length of the transmit queue, in packets.</summary>
    public int TransmitQueueLength { get; init; }

    /// <summary>The settings of a bridge; null for another kind.</summary>
    public BridgeSettings? Bridge { get; init; }

    /// <summary>The settings of a bridge's port; null for another link.</summary>
    public BridgePortSettings? BridgePort { get; init; }

    /// <summary>Whether the bridge it is a port of passes frames from and to it; null for a link that is no bridge's port.</summary>
    public bool? PortForwards { get; init; }

    /// <summary>What passed through it.</summary>
    public LinkStatistics Statistics { get; init; }
}
