namespace LibNetwork.DriverApi;

/// <summary>An endpoint from before the engine started.</summary>
/// <param name="EndpointId">64 lower-case hex digits.</param>
/// <param name="InterfaceInfo">Its interface; everything in it is set.</param>
/// <param name="Options">The options it was created with.</param>
/// <param name="SandboxKey">Path of the namespace it is joined to; null when it is not joined.</param>
public sealed record RestoredEndpoint(string EndpointId, IInterfaceInfo InterfaceInfo, DriverOptions Options, string? SandboxKey);
