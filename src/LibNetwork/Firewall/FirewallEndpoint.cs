using LibNetwork.PortMapping;

namespace LibNetwork.Firewall;

/// <summary>What the firewall must know of one endpoint: the ports it is reached at from outside. Immutable.</summary>
/// <param name="EndpointId">The endpoint's id (64 hex digits). An operator sees it as the comment of every element of this endpoint.</param>
/// <param name="BridgeName">The bridge device of its network.</param>
/// <param name="Ports">Its published ports, no two of the same protocol, host address and host port.</param>
internal sealed record FirewallEndpoint(string EndpointId, string BridgeName, IReadOnlyList<PublishedPort> Ports);
