namespace LibNetwork.DriverApi;

/// <summary>What a driver says of itself when it registers .</summary>
/// <param name="DataScope">Where its networks are known: <see cref="Scope.Local"/> or <see cref="Scope.Global"/>.</param>
/// <param name="ConnectivityScope">Whether endpoints on different hosts reach each other.</param>
public readonly record struct Capability(Scope DataScope, Scope ConnectivityScope = Scope.None);
