namespace LibNetwork.Drivers.Bridge;

/// <summary>How the bridge driver runs (D-019).</summary>
internal sealed record BridgeDriverOptions
{
    /// <summary>Whether IP forwarding is switched on when a network needs it and it is off; if not, creating that network is forbidden.</summary>
    /// <value>Default: true (D-034).</value>
    public bool EnableIPForwarding { get; init; } = true;
}
