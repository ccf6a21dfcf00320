using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.PortMapping;

namespace LibNetwork.Drivers.Bridge;

/// <content>Ports that a sandbox is reached at from outside.</content>
internal sealed partial class BridgeDriver : IExternalConnectivity
{
    /// <inheritdoc/>
    /// <remarks>Ports are published by the endpoint that is its sandbox's way out, family by family; with another's id, or none, they are
    /// taken off. Calling it again changes nothing, and the ports keep their numbers.</remarks>
    /// <exception cref="NoNetworkException">The network is unknown, and ports are to be published.</exception>
    /// <exception cref="NoEndpointException">The endpoint is unknown, and ports are to be published.</exception>
    /// <exception cref="NetworkException">As <see cref="PortPublisher.ProgramAsync"/> has them; nothing was changed.</exception>
    public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default)
    {
        var gateway = (gateway4EndpointId == endpointId, gateway6EndpointId == endpointId);
        if (gateway == default && _networks.Find(networkId)?.Find(endpointId) is null)
        {
            return ValueTask.CompletedTask;
        }

        var network = _networks.Get(networkId);
        return _publisher.ProgramAsync(network, network.Get(endpointId), gateway, cancellationToken);
    }

    /// <summary>Notes what a sandbox that has joined wants published, and says what of it will not be.</summary>
    private void RememberPorts(BridgeNetwork network, BridgeEndpoint endpoint, SandboxPorts ports)
    {
        endpoint.Ports = ports;
        if (network.Config.Internal && ports.Bindings.Count > 0)
        {
            Log.InternalPorts(_logger, endpoint.EndpointId, network.Config.NetworkId);
        }
        else
        {
            SayWhatIsIgnored(network, endpoint, ports);
        }
    }

    private void SayWhatIsIgnored(BridgeNetwork network, BridgeEndpoint endpoint, SandboxPorts ports)
    {
        foreach (var binding in ports.Bindings)
        {
            var isIPv6 = binding.HostIP is { AddressFamily: AddressFamily.InterNetworkV6 };
            if (isIPv6 && endpoint.IPv6 is null)
            {
                Log.NoIPv6InSandbox(_logger, endpoint.EndpointId, binding);
            }
            else if ((binding.HostPort != 0 || binding.HostIP is not null)
                && (isIPv6 ? network.Config.GatewayModeIPv6 : network.Config.GatewayModeIPv4) == GatewayMode.Routed)
            {
                Log.RoutedPorts(_logger, endpoint.EndpointId, network.Config.NetworkId, binding);
            }
        }
    }

    private static DriverOptions OperationalData(BridgeEndpoint endpoint)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { [NetLabel.MacAddress] = endpoint.MacAddress };
        if (endpoint.Ports.Exposed.Count > 0)
        {
            data[NetLabel.ExposedPorts] = endpoint.Ports.Exposed;
        }

        if (endpoint.Published.Count > 0)
        {
            data[NetLabel.PortMap] = endpoint.Published.Select(port => port.ToBinding()).ToArray();
        }

        return new DriverOptions(data);
    }
}
