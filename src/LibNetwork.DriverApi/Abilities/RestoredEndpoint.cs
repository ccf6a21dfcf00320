namespace LibNetwork.DriverApi;

/// <summary>An endpoint from before the engine started.</summary>
/// <param name="EndpointId">64 lower-case hex digits.</param>
/// <param name="InterfaceInfo">Its interface; everything in it is set.</param>
/// <param name="Options">The options it was created with.</param>
/// <param name="SandboxKey">Path of the namespace it is joined to; null when it is not joined.</param>
public sealed record RestoredEndpoint(string EndpointId, IInterfaceInfo InterfaceInfo, DriverOptions Options, string? SandboxKey)
{
    /// <summary>The options of the sandbox it was joined with: published and exposed ports among them.</summary>
    /// <value>Default: none.</value>
    public DriverOptions SandboxOptions { get; init; } = DriverOptions.Empty;

    /// <summary>The endpoint that is the IPv4 default gateway of its sandbox, as <see cref="IExternalConnectivity"/> was last told.</summary>
    /// <value>Default: empty, none.</value>
    public string GatewayIPv4EndpointId { get; init; } = "";

    /// <summary>The endpoint that is the IPv6 default gateway of its sandbox, as <see cref="IExternalConnectivity"/> was last told.</summary>
    /// <value>Default: empty, none.</value>
    public string GatewayIPv6EndpointId { get; init; } = "";
}
