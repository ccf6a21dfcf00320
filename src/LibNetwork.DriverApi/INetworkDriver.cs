namespace LibNetwork.DriverApi;

/// <summary>Realises networks and endpoints in one technology: a Linux bridge, macvlan, VXLAN, a remote plugin.</summary>
/// <remarks>
/// Order per endpoint: CreateEndpoint, Join, Leave, DeleteEndpoint. Calls for one network never overlap; calls for different
/// networks may. Deleting or leaving what is already gone is success. A call that fails has undone its own partial work.
/// Each method may throw <see cref="DriverNotImplementedException"/> when the technology has no such thing.
/// Optional abilities are interfaces of their own: <see cref="IExternalConnectivity"/>, <see cref="IGatewayAllocationChecker"/>,
/// <see cref="IIPv6Releaser"/>, <see cref="INetworkAllocator"/>, <see cref="INetworkRestorer"/>, <see cref="ITableWatcher"/>.
/// </remarks>
public interface INetworkDriver
{
    /// <summary>The driver's type, such as <c>bridge</c>: the name users give to <c>--driver</c> (A-010).</summary>
    string Type { get; }

    /// <summary>Creates a network's host-side resources .</summary>
    /// <param name="networkId">64 lower-case hex digits.</param>
    /// <param name="options">Everything the creator passed, see <see cref="NetLabel"/>.</param>
    /// <param name="ipv4Data">The IPv4 pools, empty when IPv4 is off.</param>
    /// <param name="ipv6Data">The IPv6 pools, empty when IPv6 is off.</param>
    /// <param name="cancellationToken">Ends the call early; what was begun is undone first.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> for a malformed option;
    /// <see cref="ErrorKind.Forbidden"/> when it overlaps another network of this driver.</exception>
    ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default);

    /// <summary>Deletes a network's host-side resources. Asked before the engine gives anything of the network up.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
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

    /// <summary>Deletes an endpoint .</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default);

    /// <summary>Operational data of an endpoint, keyed by <see cref="NetLabel"/> names: MAC, exposed ports, port map .</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="NoNetworkException">The network is unknown to the driver.</exception>
    /// <exception cref="NoEndpointException">The endpoint is unknown to the driver.</exception>
    ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default);

    /// <summary>Attaches a sandbox to the endpoint: the driver makes the host side, and says what the engine is to do inside .</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpointId">The endpoint, created before.</param>
    /// <param name="sandboxKey">Path of the sandbox's network namespace; empty when there is none yet.</param>
    /// <param name="joinInfo">Where the driver sets interface names, gateways and routes.</param>
    /// <param name="endpointOptions">The endpoint's options.</param>
    /// <param name="sandboxOptions">The sandbox's options: published and exposed ports among them.</param>
    /// <param name="cancellationToken">Ends the call early; what was begun is undone first.</param>
    /// <exception cref="NoNetworkException">The network is unknown to the driver.</exception>
    /// <exception cref="NoEndpointException">The endpoint is unknown to the driver.</exception>
    ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default);

    /// <summary>Detaches the sandbox from the endpoint .</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default);

    /// <summary>Told of something discovered, such as a node that joined .</summary>
    /// <param name="type">What was discovered.</param>
    /// <param name="data">The record that <paramref name="type"/> stands for.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default);

    /// <summary>Told of something that went away, such as a node that left .</summary>
    /// <param name="type">What went away.</param>
    /// <param name="data">The record that <paramref name="type"/> stands for.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default);
}
