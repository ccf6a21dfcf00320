using System.Net;
using LibNetwork.Firewall;

namespace LibNetwork.Drivers.Bridge;

/// <summary>A bridge network as asked for: every option parsed and checked.</summary>
internal sealed record BridgeConfig
{
    /// <summary>The network's id: 64 lower-case hex digits.</summary>
    public required string NetworkId { get; init; }

    /// <summary>The bridge device (<c>com.docker.network.bridge.name</c>), 1–15 bytes. Default: <c>br-</c> and 12 digits of the network id; of the
    /// default network <c>docker0</c> (D-001).</summary>
    public required string InterfaceName { get; init; }

    /// <summary>Whether the name was asked for, so that a bridge that is there may be used although someone else made it (D-001, D-032).</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether it is Docker's default network (<c>…bridge.default_bridge</c>): its bridge outlives it. Default: false (D-008, D-038).</summary>
    public bool IsDefaultBridge { get; init; }

    /// <summary>The IPv4 addresses; null when IPv4 is off (<c>com.docker.network.enable_ipv4</c>, default true; D-011).</summary>
    public BridgeSubnet? IPv4 { get; init; }

    /// <summary>The IPv6 addresses; null when IPv6 is off (<c>com.docker.network.enable_ipv6</c>, default false; D-011).</summary>
    public BridgeSubnet? IPv6 { get; init; }

    /// <summary>MTU of the bridge and of both ends of every veth (<c>com.docker.network.driver.mtu</c>), 68–65535, with IPv6 at least 1280.
    /// Default: 0, that of the bridge that is there, or of the host's way to the world (D-010).</summary>
    public int Mtu { get; init; }

    /// <summary>Whether sandboxes on the network reach each other (<c>…bridge.enable_icc</c>). Default: true (D-005).</summary>
    public bool InterContainerCommunication { get; init; } = true;

    /// <summary>Whether outgoing traffic gets an address of the host (<c>…bridge.enable_ip_masquerade</c>). Default: true (D-002).</summary>
    public bool Masquerade { get; init; } = true;

    /// <summary>Whether the network is cut off from the outside (<c>com.docker.network.internal</c>). Default: false (D-015).</summary>
    public bool Internal { get; init; }

    /// <summary>How IPv4 passes to the outside (<c>…bridge.gateway_mode_ipv4</c>). Default: <see cref="GatewayMode.Nat"/> (D-003).</summary>
    public GatewayMode GatewayModeIPv4 { get; init; }

    /// <summary>How IPv6 passes to the outside (<c>…bridge.gateway_mode_ipv6</c>). Default: <see cref="GatewayMode.Nat"/> (D-004).</summary>
    public GatewayMode GatewayModeIPv6 { get; init; }

    /// <summary>Links of the host by which published ports are reached under the sandboxes' own addresses
    /// (<c>…bridge.trusted_host_interfaces</c>). They need not exist. Default: none (D-009).</summary>
    public IReadOnlyList<string> TrustedHostInterfaces { get; init; } = [];

    /// <summary>The source of masqueraded IPv4 (<c>com.docker.network.host_ipv4</c>). Default: null, the outgoing link's (D-013).</summary>
    public IPAddress? HostIPv4 { get; init; }

    /// <summary>The source of masqueraded IPv6 (<c>com.docker.network.host_ipv6</c>). Default: null, the outgoing link's (D-014).</summary>
    public IPAddress? HostIPv6 { get; init; }

    /// <summary>Where ports are published that ask for no host address (<c>…bridge.host_binding_ipv4</c>), of either family.
    /// Default: null, on every address of both families (D-007).</summary>
    public IPAddress? HostBinding { get; init; }

    /// <summary>What interface names in the sandbox begin with (<c>com.docker.network.container_iface_prefix</c>), 1–12 bytes.
    /// Default: <c>eth</c> (D-012).</summary>
    public string ContainerInterfacePrefix { get; init; } = "eth";
}
