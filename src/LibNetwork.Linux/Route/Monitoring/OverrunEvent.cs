namespace LibNetwork.Linux.Route;

/// <summary>More changed than was read in time, and some of it was not told: ask for everything anew.</summary>
public sealed record OverrunEvent : RouteEvent;
