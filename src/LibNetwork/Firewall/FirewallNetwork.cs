using System.Net;

namespace LibNetwork.Firewall;

/// <summary>What the firewall must know of one bridge network. Immutable; equal records make equal rules.</summary>
internal sealed record FirewallNetwork
{
    /// <summary>The network's id (64 hex digits). An operator sees it as the comment of every element of this network.</summary>
    public required string NetworkId { get; init; }

    /// <summary>The bridge device. 1 to 15 bytes. It need not exist yet, and may be gone already.</summary>
    public required string BridgeName { get; init; }

    /// <summary>The IPv4 pool whose addresses the containers have; null without IPv4.</summary>
    public IPNetwork? IPv4Subnet { get; init; }

    /// <summary>The IPv6 pool whose addresses the containers have; null without IPv6.</summary>
    public IPNetwork? IPv6Subnet { get; init; }

    /// <summary>Whether containers of this network may talk to each other (spec row F-058). Default: true.</summary>
    /// <remarks>Frames between two ports of a bridge reach these rules only where <c>br_netfilter</c> is on. Whoever makes the
    /// ports must mark them <c>isolated</c> too.</remarks>
    public bool InterContainerCommunication { get; init; } = true;

    /// <summary>Whether nothing leaves this network and nothing enters it, the host itself apart (F-060). Default: false.</summary>
    public bool Internal { get; init; }

    /// <summary>How IPv4 passes to and from the outside. Default: <see cref="GatewayMode.Nat"/>.</summary>
    /// <remarks>Of no effect on an internal network.</remarks>
    public GatewayMode GatewayModeIPv4 { get; init; }

    /// <summary>How IPv6 passes to and from the outside. Default: <see cref="GatewayMode.Nat"/>.</summary>
    /// <remarks>Of no effect on an internal network.</remarks>
    public GatewayMode GatewayModeIPv6 { get; init; }

    /// <summary>Links by which published ports are reached under the containers' own addresses too (F-029). Default: none.</summary>
    /// <remarks>They need not exist. Of no effect on an internal network.</remarks>
    public IReadOnlyList<string> TrustedInterfaces { get; init; } = [];

    /// <summary>Whether what leaves gets an address of the host as its source (F-024, F-066). Default: true.</summary>
    /// <remarks>Of no effect on an internal network, nor for a family that is <see cref="GatewayMode.Routed"/>.</remarks>
    public bool Masquerade { get; init; } = true;

    /// <summary>The source that outgoing IPv4 gets instead of the address of the link it leaves by. Default: none.</summary>
    /// <remarks>Of no effect unless <see cref="Masquerade"/> is on.</remarks>
    public IPAddress? HostIPv4 { get; init; }

    /// <summary>The source that outgoing IPv6 gets instead of the address of the link it leaves by. Default: none.</summary>
    /// <remarks>Of no effect unless <see cref="Masquerade"/> is on.</remarks>
    public IPAddress? HostIPv6 { get; init; }
}
