using LibNetwork.DriverApi;
using LibNetwork.Firewall;

namespace LibNetwork.Drivers.Bridge;

/// <summary>A bridge network, live. The engine never lets two calls for one network overlap, so it needs no lock.</summary>
internal sealed class BridgeNetwork(BridgeConfig config)
{
    private readonly Dictionary<string, BridgeEndpoint> _endpoints = new(StringComparer.Ordinal);

    /// <summary>What was asked for.</summary>
    public BridgeConfig Config { get; } = config;

    /// <summary>The bridge device's index on the host; 0 until it exists.</summary>
    public int LinkIndex { get; set; }

    /// <summary>Whether someone else made the bridge.</summary>
    public bool IsBorrowed { get; set; }

    /// <summary>The MTU of the bridge and of both ends of every veth; 0 for the kernel's own.</summary>
    public int Mtu { get; set; } = config.Mtu;

    /// <summary>Whether the host can reach its sandboxes from 127.0.0.1.</summary>
    public bool RoutesLoopback { get; set; }

    /// <summary>What the firewall must know of it.</summary>
    public FirewallNetwork Firewall { get; } = new()
    {
        NetworkId = config.NetworkId,
        BridgeName = config.InterfaceName,
        IPv4Subnet = config.IPv4?.Pool,
        IPv6Subnet = config.IPv6?.Pool,
        InterContainerCommunication = config.InterContainerCommunication,
        Internal = config.Internal,
        Masquerade = config.Masquerade,
        HostIPv4 = config.HostIPv4,
        HostIPv6 = config.HostIPv6,
        GatewayModeIPv4 = config.GatewayModeIPv4,
        GatewayModeIPv6 = config.GatewayModeIPv6,
        TrustedInterfaces = config.TrustedHostInterfaces,
    };

    /// <summary>The endpoints.</summary>
    public IReadOnlyCollection<BridgeEndpoint> Endpoints => _endpoints.Values;

    /// <summary>Whether an endpoint of that id exists.</summary>
    public bool Has(string endpointId) => _endpoints.ContainsKey(endpointId);

    /// <summary>Adds an endpoint.</summary>
    /// <exception cref="EndpointExistsException">One of its id exists.</exception>
    public void Add(BridgeEndpoint endpoint)
    {
        if (!_endpoints.TryAdd(endpoint.EndpointId, endpoint))
        {
            throw new EndpointExistsException(endpoint.EndpointId);
        }
    }

    /// <summary>The endpoint.</summary>
    /// <exception cref="NoEndpointException">There is none.</exception>
    public BridgeEndpoint Get(string endpointId) =>
        Find(endpointId) ?? throw new NoEndpointException(endpointId);

    /// <summary>The endpoint, or null.</summary>
    public BridgeEndpoint? Find(string endpointId) => _endpoints.GetValueOrDefault(endpointId);

    /// <summary>Forgets an endpoint.</summary>
    public void Remove(string endpointId) => _endpoints.Remove(endpointId);
}
