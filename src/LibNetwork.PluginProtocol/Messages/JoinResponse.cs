namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-049.</summary>
public sealed record JoinResponse : PluginResponse
{
    /// <summary>The names of the interface; null when there is none.</summary>
    public InterfaceNameMessage? InterfaceName { get; init; }

    /// <summary>The IPv4 gateway; empty for none.</summary>
    public string Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>The IPv6 gateway; empty for none.</summary>
    public string GatewayIPv6 { get; init => field = value ?? ""; } = "";

    /// <summary>Routes; null for none.</summary>
    public IReadOnlyList<StaticRouteMessage>? StaticRoutes { get; init; }

    /// <summary>Whether the sandbox needs no default gateway network.</summary>
    public bool DisableGatewayService { get; init; }
}
