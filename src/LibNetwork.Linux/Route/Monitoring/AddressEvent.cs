namespace LibNetwork.Linux.Route;

/// <summary>An address was added or changed, or is gone.</summary>
/// <param name="Address">The address.</param>
/// <param name="IsGone">Whether it is gone.</param>
public sealed record AddressEvent(AddressInfo Address, bool IsGone) : RouteEvent;
