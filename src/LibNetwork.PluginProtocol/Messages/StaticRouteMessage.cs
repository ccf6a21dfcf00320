namespace LibNetwork.PluginProtocol.Messages;

/// <summary>A route inside the sandbox (B-049, B-070).</summary>
public sealed record StaticRouteMessage
{
    /// <summary>In CIDR form.</summary>
    public string Destination { get; init => field = value ?? ""; } = "";

    /// <summary>0 by a next hop, 1 on the link.</summary>
    public int RouteType { get; init; }

    /// <summary>An address; empty for a route on the link.</summary>
    public string NextHop { get; init => field = value ?? ""; } = "";
}
