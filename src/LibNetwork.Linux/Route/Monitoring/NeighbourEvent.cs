namespace LibNetwork.Linux.Route;

/// <summary>A neighbour or a forwarding entry was added or changed, or is gone.</summary>
/// <param name="Neighbour">The entry.</param>
/// <param name="IsGone">Whether it is gone.</param>
public sealed record NeighbourEvent(NeighbourInfo Neighbour, bool IsGone) : RouteEvent;
