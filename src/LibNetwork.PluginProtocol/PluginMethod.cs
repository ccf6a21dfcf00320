namespace LibNetwork.PluginProtocol;

/// <summary>The methods of the protocol: each is a POST to <c>/METHOD</c> (B-001).</summary>
public static class PluginMethod
{
    /// <summary>The handshake (B-015).</summary>
    public const string Activate = "Plugin.Activate";

    /// <summary>What the methods of network drivers begin with; the token of the handshake is the same without the dot.</summary>
    public const string NetworkPrefix = NetworkToken + ".";

    /// <summary>What the methods of IPAM drivers begin with; the token of the handshake is the same without the dot.</summary>
    public const string IpamPrefix = IpamToken + ".";

    /// <summary>The handshake's word for a network driver.</summary>
    public const string NetworkToken = DriverApi.NetworkPlugin.EndpointType;

    /// <summary>The handshake's word for an IPAM driver.</summary>
    public const string IpamToken = "IpamDriver";

    /// <summary>B-040; without a request body.</summary>
    public const string GetCapabilities = NetworkPrefix + "GetCapabilities";

    /// <summary>B-041; optional.</summary>
    public const string AllocateNetwork = NetworkPrefix + "AllocateNetwork";

    /// <summary>B-042; optional.</summary>
    public const string FreeNetwork = NetworkPrefix + "FreeNetwork";

    /// <summary>B-043; optional, announced by a capability.</summary>
    public const string CheckGatewayAllocation = NetworkPrefix + "GwAllocCheck";

    /// <summary>B-044.</summary>
    public const string CreateNetwork = NetworkPrefix + "CreateNetwork";

    /// <summary>B-045.</summary>
    public const string DeleteNetwork = NetworkPrefix + "DeleteNetwork";

    /// <summary>B-046.</summary>
    public const string CreateEndpoint = NetworkPrefix + "CreateEndpoint";

    /// <summary>B-047.</summary>
    public const string DeleteEndpoint = NetworkPrefix + "DeleteEndpoint";

    /// <summary>B-048.</summary>
    public const string EndpointOperInfo = NetworkPrefix + "EndpointOperInfo";

    /// <summary>B-049.</summary>
    public const string Join = NetworkPrefix + "Join";

    /// <summary>B-050.</summary>
    public const string Leave = NetworkPrefix + "Leave";

    /// <summary>B-051.</summary>
    public const string DiscoverNew = NetworkPrefix + "DiscoverNew";

    /// <summary>B-052.</summary>
    public const string DiscoverDelete = NetworkPrefix + "DiscoverDelete";

    /// <summary>B-053; optional: a plugin without it answers 404, which is success (B-013).</summary>
    public const string ProgramExternalConnectivity = NetworkPrefix + "ProgramExternalConnectivity";

    /// <summary>B-054; optional: a plugin without it answers 404, which is success (B-013).</summary>
    public const string RevokeExternalConnectivity = NetworkPrefix + "RevokeExternalConnectivity";

    /// <summary>B-075; without a request body; optional: a plugin without it wants nothing.</summary>
    public const string GetIpamCapabilities = IpamPrefix + "GetCapabilities";

    /// <summary>B-076; without a request body.</summary>
    public const string GetDefaultAddressSpaces = IpamPrefix + "GetDefaultAddressSpaces";

    /// <summary>B-077.</summary>
    public const string RequestPool = IpamPrefix + "RequestPool";

    /// <summary>B-078.</summary>
    public const string ReleasePool = IpamPrefix + "ReleasePool";

    /// <summary>B-079.</summary>
    public const string RequestAddress = IpamPrefix + "RequestAddress";

    /// <summary>B-080.</summary>
    public const string ReleaseAddress = IpamPrefix + "ReleaseAddress";

    /// <summary>Media types, as Docker and its Go helper say them (B-002, B-005). Nobody checks them.</summary>
    public const string RequestMediaType = "application/vnd.docker.plugins.v1.2+json";

    /// <inheritdoc cref="RequestMediaType"/>
    public const string ResponseMediaType = "application/vnd.docker.plugins.v1.1+json";
}
