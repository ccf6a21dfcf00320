namespace LibNetwork.DriverApi;

/// <summary>A network from before the engine started.</summary>
/// <param name="NetworkId">64 lower-case hex digits.</param>
/// <param name="Options">The options it was created with.</param>
/// <param name="IPv4Data">Its IPv4 pools.</param>
/// <param name="IPv6Data">Its IPv6 pools.</param>
/// <param name="Endpoints">Its endpoints.</param>
public sealed record RestoredNetwork(string NetworkId, DriverOptions Options,
    IReadOnlyList<IpamData> IPv4Data, IReadOnlyList<IpamData> IPv6Data, IReadOnlyList<RestoredEndpoint> Endpoints);
