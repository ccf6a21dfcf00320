namespace LibNetwork.Firewall;

/// <summary>How a family's traffic passes between a bridge network and the outside (D-003, D-004).</summary>
internal enum GatewayMode
{
    /// <summary><c>nat</c>: published ports alone are reachable, under the host's addresses.</summary>
    Nat,

    /// <summary><c>nat-unprotected</c>: as <see cref="Nat"/>, and every port is reachable where there is a route.</summary>
    NatUnprotected,

    /// <summary><c>routed</c>: no address translation; published ports are reachable under the sandbox's own address.</summary>
    Routed,

    /// <summary><c>isolated</c>: the bridge has no address, not even the host is reachable. For internal networks alone.</summary>
    Isolated,
}
