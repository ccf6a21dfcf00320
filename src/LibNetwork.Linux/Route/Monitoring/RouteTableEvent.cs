namespace LibNetwork.Linux.Route;

/// <summary>A route was added, or is gone.</summary>
/// <param name="Route">The route.</param>
/// <param name="IsGone">Whether it is gone.</param>
public sealed record RouteTableEvent(RouteInfo Route, bool IsGone) : RouteEvent;
