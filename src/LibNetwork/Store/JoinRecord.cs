using System.Net;

namespace LibNetwork.Store;

/// <summary>What a driver said when a sandbox joined: names, gateways, routes.</summary>
/// <remarks>Forced gateways are kept too: without them a restart would choose another gateway (K-039).</remarks>
internal sealed record JoinRecord
{
    /// <summary>The link's name on the host; empty when the driver makes none.</summary>
    public string HostName { get; init => field = value ?? ""; } = "";

    /// <summary>The interface's name inside; empty when there is none.</summary>
    public string InterfaceName { get; init => field = value ?? ""; } = "";

    /// <summary>Whether the interface was born inside, so that there is nothing to move back on leaving.</summary>
    public bool CreatedInSandbox { get; init; }

    public IPAddress? Gateway { get; init; }

    public IPAddress? GatewayIPv6 { get; init; }

    public bool ForceGatewayIPv4 { get; init; }

    public bool ForceGatewayIPv6 { get; init; }

    public bool GatewayServiceDisabled { get; init; }

    public IReadOnlyList<RouteRecord> Routes { get; init => field = value ?? []; } = [];
}
