using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Bridge;

/// <summary>One family's addresses on a bridge network.</summary>
internal sealed record BridgeSubnet
{
    /// <summary>The pool.</summary>
    public required IPNetwork Pool { get; init; }

    /// <summary>The bridge's own address with the pool's prefix; null when it needs none.</summary>
    public CidrAddress? BridgeAddress { get; init; }

    /// <summary>The default gateway that sandboxes are given; null when they are given none.</summary>
    /// <remarks>The user's auxiliary address <c>DefaultGatewayIPv4</c> or <c>DefaultGatewayIPv6</c> (D-022); else the bridge.</remarks>
    public IPAddress? Gateway { get; init; }

    /// <summary>Whether the two pools have an address in common.</summary>
    public bool Overlaps(BridgeSubnet other) => Pool.Contains(other.Pool.BaseAddress) || other.Pool.Contains(Pool.BaseAddress);
}
