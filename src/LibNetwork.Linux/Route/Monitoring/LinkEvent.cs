namespace LibNetwork.Linux.Route;

/// <summary>A link was made or changed, or is gone.</summary>
/// <param name="Link">The link as it is now, or was at last.</param>
/// <param name="IsGone">Whether it is gone from the namespace.</param>
public sealed record LinkEvent(LinkInfo Link, bool IsGone) : RouteEvent;
