using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Sockets;
using LibNetwork.PortMapping;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Publishes ports of endpoints on the host, and takes them off (F.6).</summary>
internal sealed class PortPublisher(NetworkNamespace host, BridgeDevice devices, BridgeFirewall firewall, ILogger logger)
{
    private readonly HostPortAllocator _hostPorts = new(
        port => PortProbe.TryBind((ProtocolType)port.Protocol, port.HostAddress, port.HostPort), EphemeralPorts.Read);

    /// <summary>Publishes an endpoint's ports for the families that it is its sandbox's gateway of; others are taken off.</summary>
    /// <remarks>
    /// What is published already stays under the host port it has. Nothing to change, no call to the kernel.
    /// <list type="number">
    /// <item>Take host ports that nobody has: no endpoint, no program of the host.</item>
    /// <item>Let the bridge route the loopback, if the host is to reach a port by it.</item>
    /// <item>Change the firewall, all ports in one transaction.</item>
    /// <item>Give back the host ports that are needed no more.</item>
    /// </list>
    /// </remarks>
    /// <exception cref="NetworkException">Nothing was changed. <see cref="ErrorKind.Conflict"/>: host ports are taken, each is
    /// named; others as <see cref="HostPortAllocator.Allocate"/> has them, or the kernel refused.</exception>
    public async ValueTask ProgramAsync(
        BridgeNetwork network, BridgeEndpoint endpoint, (bool IPv4, bool IPv6) gateway, CancellationToken cancellationToken)
    {
        var wanted = Wanted(network, endpoint, gateway);
        var before = endpoint.Published;
        var held = HeldPorts.Match(wanted, before);
        if (held.All(port => port is not null) && held.Length == before.Count)
        {
            endpoint.IsGateway = gateway;
            return;
        }

        await using var rollback = new Rollback(logger);

        // 1
        var after = await AllocateAsync(endpoint, wanted, held, cancellationToken);
        rollback.Push($"host ports of endpoint {endpoint.EndpointId}", () => _hostPorts.Release(endpoint.EndpointId, after.Except(before)));

        // 2
        await RouteLoopbackAsync(network, after, cancellationToken);

        // 3
        await firewall.ChangePortsAsync(Rules(network, endpoint, before), Rules(network, endpoint, after), cancellationToken);
        (endpoint.IsGateway, endpoint.Published) = (gateway, after);
        rollback.Commit();

        // 4
        _hostPorts.Release(endpoint.EndpointId, before.Except(after));
    }

    /// <summary>Takes all ports of an endpoint off.</summary>
    /// <exception cref="NetworkException">The kernel refused; they stay.</exception>
    public ValueTask TakeOffAsync(BridgeNetwork network, BridgeEndpoint endpoint, CancellationToken cancellationToken) =>
        ProgramAsync(network, endpoint, default, cancellationToken);

    /// <summary>Takes the host ports again that the endpoints of these networks had before the process started.</summary>
    /// <remarks>The kernel's table says which. What it does not say, since someone flushed it meanwhile, follows from the bindings, and
    /// for ephemeral ports from the endpoint. What others have taken since is logged and left out.</remarks>
    /// <returns>What the firewall must know of the endpoints that have published ports.</returns>
    public async ValueTask<IReadOnlyList<FirewallEndpoint>> RestoreAsync(IReadOnlyList<BridgeNetwork> networks, CancellationToken cancellationToken)
    {
        var endpoints = (from network in networks
                         from endpoint in network.Endpoints
                         where endpoint.IsJoined
                         let wanted = Wanted(network, endpoint, endpoint.IsGateway)
                         where wanted.Count > 0
                         select (network, endpoint, wanted)).ToList();
        if (endpoints.Count == 0)
        {
            return [];
        }

        // Known ports first, of all endpoints: none of them may be chosen for another.
        var known = await firewall.ReadPortsAsync(cancellationToken);
        var missing = endpoints.FindAll(e => e.endpoint.Published.Count == 0);
        foreach (var (_, endpoint, wanted) in missing)
        {
            // In their order, so that both families of what is wanted twice are put together as before.
            Adopt(endpoint, wanted, [.. known[endpoint.EndpointId].OrderBy(port => port.HostPort)]);
        }

        foreach (var (network, endpoint, wanted) in missing)
        {
            await RestoreAsync(network, endpoint, wanted, cancellationToken);
        }

        return [.. endpoints.Select(e => Rules(e.network, e.endpoint, e.endpoint.Published))];
    }

    private static IReadOnlyList<WantedPort> Wanted(BridgeNetwork network, BridgeEndpoint endpoint, (bool IPv4, bool IPv6) gateway) =>
        network.Config.Internal ? []
            : endpoint.Ports.Wanted(gateway.IPv4 ? endpoint.IPv4 : null, gateway.IPv6 ? endpoint.IPv6 : null, network.Config.HostBinding,
                (network.Config.GatewayModeIPv4 == GatewayMode.Routed, network.Config.GatewayModeIPv6 == GatewayMode.Routed));

    private static FirewallEndpoint Rules(BridgeNetwork network, BridgeEndpoint endpoint, IReadOnlyList<PublishedPort> ports) =>
        new(endpoint.EndpointId, network.Config.InterfaceName, ports);

    private async ValueTask<PublishedPort[]> AllocateAsync(
        BridgeEndpoint endpoint, IReadOnlyList<WantedPort> wanted, PublishedPort?[] held, CancellationToken cancellationToken)
    {
        PublishedPort?[] known = [.. held.Zip(wanted, (port, want) => port ?? (want.IsDirect ? want.On(0) : null))];
        if (known.All(port => port is not null))
        {
            return [.. known.Select(port => port!.Value)];
        }

        try
        {
            return await host.RunAsync(() => _hostPorts.Allocate(endpoint.EndpointId, wanted, known), cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to look for host ports for endpoint {endpoint.EndpointId}", e);
        }
    }

    private void Adopt(BridgeEndpoint endpoint, IReadOnlyList<WantedPort> wanted, IReadOnlyList<PublishedPort> known)
    {
        var adopted = new List<PublishedPort>();
        foreach (var (port, had) in wanted.Zip(HeldPorts.Match(wanted, known)))
        {
            // What takes no port of the host is in nobody's way.
            if (port.IsDirect)
            {
                adopted.Add(port.On(0));
                continue;
            }

            if ((had ?? (port.IsExact ? port.On(port.First) : null)) is not { } published)
            {
                continue;
            }

            if (_hostPorts.Adopt(endpoint.EndpointId, published) is { } refusal)
            {
                Log.LostPublishedPorts(logger, endpoint.EndpointId, refusal);
            }
            else
            {
                adopted.Add(published);
            }
        }

        endpoint.Published = adopted;
    }

    private async ValueTask RestoreAsync(
        BridgeNetwork network, BridgeEndpoint endpoint, IReadOnlyList<WantedPort> wanted, CancellationToken cancellationToken)
    {
        try
        {
            endpoint.Published = await AllocateAsync(endpoint, wanted, HeldPorts.Match(wanted, endpoint.Published), cancellationToken);
            await RouteLoopbackAsync(network, endpoint.Published, cancellationToken);
        }
        catch (NetworkException e)
        {
            Log.LostPublishedPorts(logger, endpoint.EndpointId, e.Message);
        }
    }

    private async ValueTask RouteLoopbackAsync(BridgeNetwork network, IReadOnlyList<PublishedPort> ports, CancellationToken cancellationToken)
    {
        if (!network.RoutesLoopback && ports.Any(port => !port.IsDirect && (port.HostAddress.Equals(IPAddress.Any)
            || (port.HostAddress.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(port.HostAddress)))))
        {
            await devices.RouteLoopbackAsync(network.Config, cancellationToken);
            network.RoutesLoopback = true;
        }
    }
}
