namespace LibNetwork.DriverApi;

/// <summary>Realises networks and endpoints in one technology: a Linux bridge, macvlan, VXLAN, a remote plugin.</summary>
/// <remarks>
/// Order per endpoint: CreateEndpoint, Join, Leave, DeleteEndpoint. Calls for one network never overlap; calls for different
/// networks may. Deleting what is already gone is success. Source: spec rows.
/// </remarks>
public interface INetworkDriver
{
    /// <summary>The driver's type, such as <c>bridge</c>: the name users give to <c>--driver</c>.</summary>
    string Type { get; }

    /// <summary>Creates a network's host-side resources. On failure the driver has undone its own partial work.</summary>
    /// <param name="networkId">64 lower-case hex digits.</param>
    /// <param name="options">Everything the creator passed, see <see cref="NetLabel"/>.</param>
    /// <param name="ipv4Data">The IPv4 pools, empty when IPv4 is off.</param>
    /// <param name="ipv6Data">The IPv6 pools, empty when IPv6 is off.</param>
    /// <param name="cancellationToken">Ends the call early; what was begun is undone first.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> for a malformed option;
    /// <see cref="ErrorKind.Forbidden"/> when it overlaps another network of this driver.</exception>
    ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default);

    /// <summary>Deletes a network's host-side resources.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/> when this driver's networks cannot be deleted.</exception>
    ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default);

    /// <summary>Creates an endpoint. The driver may set the MAC and addresses that are not set yet.</summary>
    /// <param name="networkId">The network, created before.</param>
    /// <param name="endpointId">64 lower-case hex digits.</param>
    /// <param name="interfaceInfo">What is known of the interface, and where the driver sets what is missing.</param>
    /// <param name="options">The endpoint's options.</param>
    /// <param name="cancellationToken">Ends the call early; what was begun is undone first.</param>
    /// <exception cref="NoNetworkException">The network is unknown to the driver.</exception>
    /// <exception cref="EndpointExistsException">The endpoint exists already.</exception>
    ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default);

    /// <summary>Deletes an endpoint.</summary>
    ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default);

    /// <summary>Operational data of an endpoint, keyed by <see cref="NetLabel"/> names: MAC, exposed ports, port map.</summary>
    /// <exception cref="NoNetworkException">The network is unknown to the driver.</exception>
    /// <exception cref="NoEndpointException">The endpoint is unknown to the driver.</exception>
    ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default);

    /// <summary>Attaches a sandbox to the endpoint: the driver makes the host side, and says what the engine is to do inside.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpointId">The endpoint, created before.</param>
    /// <param name="sandboxKey">Path of the sandbox's network namespace; empty when there is none yet.</param>
    /// <param name="joinInfo">Where the driver sets interface names, gateways and routes.</param>
    /// <param name="endpointOptions">The endpoint's options.</param>
    /// <param name="sandboxOptions">The sandbox's options: published and exposed ports among them.</param>
    /// <param name="cancellationToken">Ends the call early; what was begun is undone first.</param>
    ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default);

    /// <summary>Detaches the sandbox from the endpoint.</summary>
    ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default);

    /// <summary>Told of something discovered, such as a node that joined.</summary>
    ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default);

    /// <summary>Told of something that went away, such as a node that left.</summary>
    ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default);
}
