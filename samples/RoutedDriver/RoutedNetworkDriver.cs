using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Sysctl;

namespace RoutedDriver;

/// <summary>Networks without a bridge: a veth for each sandbox, and on the host a route to each sandbox's address.</summary>
/// <remarks>
/// The host answers for everybody (proxy ARP) and forwards. It is IPv4 alone, to stay short. Nothing is kept in memory: a link's alias says
/// whose it is, and a file per network knows the gateway. So the process may end and start again while sandboxes run.
/// </remarks>
internal sealed class RoutedNetworkDriver(string type, RouteSocket links, NetworkFiles networks) : INetworkDriver
{
    public string Type => type;

    public ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        if (ipv6Data.Count > 0 || ipv4Data is not [{ Gateway: { } gateway }])
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"network {networkId}: {type} wants one IPv4 pool with a gateway, and no IPv6");
        }

        if (networks.Exists(networkId))
        {
            throw new NetworkException(ErrorKind.Conflict, $"network {networkId} exists");
        }

        if (SysctlFile.Read(SysctlName.Parse("net.ipv4.ip_forward")) == "0")
        {
            throw new NetworkException(ErrorKind.Forbidden, $"network {networkId}: the host does not forward; set sysctl net.ipv4.ip_forward=1");
        }

        networks.Add(networkId, gateway);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        using var batch = links.NewBatch();
        foreach (var link in await links.GetLinksAsync(cancellationToken))
        {
            if (link.Alias?.StartsWith(Alias(networkId, ""), StringComparison.Ordinal) == true)
            {
                batch.DeleteLink(link.Index).TolerateMissing();
            }
        }

        await SendAsync(batch, $"network {networkId}", cancellationToken);
        networks.Remove(networkId);
    }

    public async ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        var gateway = networks.GatewayOf(networkId);
        var address = interfaceInfo.Address
            ?? throw new NetworkException(ErrorKind.InvalidParameter, $"endpoint {endpointId} has no IPv4 address");
        var pair = new EndpointLinks(endpointId);
        if (links.GetLinkIndex(pair.Host) != 0)
        {
            throw new EndpointExistsException(endpointId);
        }

        // The engine sets the MAC that it knows of; a user's wish comes as an option.
        var mac = interfaceInfo.MacAddress ?? (options.TryGet(NetLabel.MacAddress, out PhysicalAddress? wish) ? wish : null);
        using var batch = links.NewBatch();
        batch.AddVeth(new VethSpec(pair.Host, pair.Inner) { PeerAddress = mac });
        batch.SetLink(pair.Host, new LinkChange { Alias = Alias(networkId, endpointId), Up = true });
        await SendAsync(batch, $"endpoint {endpointId}", cancellationToken);
        try
        {
            // Neighbours are behind other links of this host: it answers for them, at once.
            SysctlFile.Write(SysctlName.Parse($"net/ipv4/conf/{pair.Host}/proxy_arp"), "1");
            SysctlFile.Write(SysctlName.Parse($"net/ipv4/neigh/{pair.Host}/proxy_delay"), "0");
            var index = links.GetLinkIndex(pair.Host);
            using var routes = links.NewBatch();
            routes.AddAddress(index, gateway.Address, 32);
            routes.AddRoute(new RouteSpec { Destination = new IPNetwork(address.Address, 32), LinkIndex = index, Source = gateway.Address });
            await SendAsync(routes, $"endpoint {endpointId}", cancellationToken);
        }
        catch
        {
            await DeleteEndpointAsync(networkId, endpointId, CancellationToken.None);
            throw;
        }
    }

    // With one end of a veth goes the other, wherever it is, and every route over it.
    public async ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        using var batch = links.NewBatch();
        batch.DeleteLink(new EndpointLinks(endpointId).Host).TolerateMissing();
        await SendAsync(batch, $"endpoint {endpointId}", cancellationToken);
    }

    public async ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        var link = await FindAsync(networkId, endpointId, cancellationToken);
        return new DriverOptions([new("host_link", link.Name)]);
    }

    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        await FindAsync(networkId, endpointId, cancellationToken);
        var inner = new EndpointLinks(endpointId).Inner;
        if (links.GetLinkIndex(inner) == 0)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"endpoint {endpointId}: its link is in a sandbox already");
        }

        joinInfo.InterfaceName.SetNames(inner, "eth");
        joinInfo.SetGateway(networks.GatewayOf(networkId).Address);
    }

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    private string Alias(string networkId, string endpointId) => $"{type}:{networkId}:{endpointId}";

    private async ValueTask<LinkInfo> FindAsync(string networkId, string endpointId, CancellationToken cancellationToken)
    {
        if (!networks.Exists(networkId))
        {
            throw new NoNetworkException(networkId);
        }

        var link = await links.GetLinkAsync(new EndpointLinks(endpointId).Host, cancellationToken);
        return link?.Alias == Alias(networkId, endpointId) ? link : throw new NoEndpointException(endpointId);
    }

    private async ValueTask SendAsync(RouteBatch batch, string subject, CancellationToken cancellationToken)
    {
        try
        {
            await links.SendAsync(batch, cancellationToken);
        }
        catch (KernelException e)
        {
            throw new NetworkException(ErrorKind.Internal, $"{subject}: {e.Message}", e);
        }
    }
}
