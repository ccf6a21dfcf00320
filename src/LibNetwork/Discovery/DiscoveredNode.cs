using System.Net;

namespace LibNetwork.Discovery;

/// <summary>A node of the cluster.</summary>
/// <param name="Address">Where its peers reach it.</param>
/// <param name="IsSelf">Whether it is this node.</param>
public sealed record DiscoveredNode(IPAddress Address, bool IsSelf);
