using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Route;
using LibNetwork.PortMapping;

namespace LibNetwork.Drivers.Bridge;

/// <content>What was there before the engine started.</content>
internal sealed partial class BridgeDriver : INetworkRestorer
{
    // The networks and joined endpoints that the engine's records name, while it starts.
    private readonly ConcurrentDictionary<string, bool> _recorded = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>The same steps as in a creation, each of which leaves alone what is as it should be. The firewall follows for
    /// all networks at once, in <see cref="RemoveOrphansAsync"/>. On failure what is there stays: sandboxes may run on it.</remarks>
    public async ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default)
    {
        // Before anything can fail: a network that cannot be restored is not an orphan, its sandboxes may run.
        Record(network.NetworkId, network.Endpoints.Where(endpoint => endpoint.SandboxKey is not null).Select(endpoint => endpoint.EndpointId));

        var config = BridgeConfigParser.Parse(network.NetworkId, network.Options, network.IPv4Data, network.IPv6Data);
        var restored = new BridgeNetwork(config);
        foreach (var endpoint in network.Endpoints)
        {
            restored.Add(Restored(endpoint));
        }

        _networks.Add(restored);
        var found = await _devices.FindAsync(config, cancellationToken);
        restored.Mtu = await _devices.MtuAsync(config, found, cancellationToken);
        await _forwarding.EnsureAsync(config, cancellationToken);
        await _devices.SetUpAsync(restored, found, cancellationToken);
        if (found is null)
        {
            Log.RemadeBridge(_logger, config.NetworkId, config.InterfaceName);
        }

        await _devices.SwitchOnAsync(restored, cancellationToken);
        foreach (var endpoint in await _ports.RepairAsync(restored, cancellationToken))
        {
            Log.LostPort(_logger, endpoint.EndpointId, endpoint.HostLinkName);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Then the firewall is made anew, once for all networks and published ports, and from then on put back whenever someone else
    /// changes it.</remarks>
    public async ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            foreach (var network in _networks.Snapshot())
            {
                Record(network.Config.NetworkId, network.Endpoints.Where(endpoint => endpoint.IsJoined).Select(endpoint => endpoint.EndpointId));
            }

            var links = await _links.GetLinksAsync(cancellationToken: cancellationToken);
            await GiveBackOrphansAsync(links, cancellationToken);
            var orphans = links.Where(IsOrphan).ToList();
            if (orphans.Count > 0)
            {
                await GiveUpAsync(orphans, cancellationToken);
                Log.RemovedOrphans(_logger, orphans.Count, string.Join(", ", orphans.Select(link => link.Name)));
            }

            // Whatever a killed process had given up already.
            await _reaper.DrainAsync(cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException("failed to remove links that nobody owns", e);
        }

        var networks = _networks.Snapshot();
        var endpoints = await _publisher.RestoreAsync(networks, cancellationToken);
        await _firewall.ReplaceAllAsync(networks.Select(network => network.Firewall), endpoints, cancellationToken);
        _firewall.StartGuard();
        _recorded.Clear();
    }

    private BridgeEndpoint Restored(RestoredEndpoint endpoint)
    {
        var restored = new BridgeEndpoint(endpoint.EndpointId, endpoint.InterfaceInfo.MacAddress ?? RandomMacAddress.Next(), endpoint.InterfaceInfo);
        if (endpoint.SandboxKey is not null)
        {
            restored.IsJoined = true;
            restored.IsGateway = (endpoint.GatewayIPv4EndpointId == endpoint.EndpointId, endpoint.GatewayIPv6EndpointId == endpoint.EndpointId);
            restored.Ports = RestoredPorts(endpoint);
        }

        return restored;
    }

    // They were checked at the join; if a record was damaged since, the network and its sandboxes go on all the same.
    private SandboxPorts RestoredPorts(RestoredEndpoint endpoint)
    {
        try
        {
            return PortOptionsParser.Parse(endpoint.SandboxOptions);
        }
        catch (NetworkException e)
        {
            Log.LostPublishedPorts(_logger, endpoint.EndpointId, e.Message);
            return SandboxPorts.None;
        }
    }

    private void Record(string networkId, IEnumerable<string> joinedEndpointIds)
    {
        _recorded[networkId] = true;
        foreach (var id in joinedEndpointIds)
        {
            _recorded[id] = true;
        }
    }

    // Other drivers of this controller mark their links in the same way: only bridges and veths can be this one's.
    private bool IsOrphan(LinkInfo link) => link.Kind switch
    {
        "bridge" => _owner.NetworkOf(link.Alias) is { } id && !_recorded.ContainsKey(id),
        "veth" => _owner.EndpointOf(link.Alias) is { } id && !_recorded.ContainsKey(id),
        _ => false,
    };

    /// <summary>Gives back the bridges of others that networks used of which nobody knows any more.</summary>
    private async ValueTask GiveBackOrphansAsync(IReadOnlyList<LinkInfo> links, CancellationToken cancellationToken)
    {
        foreach (var link in links)
        {
            if (_devices.BorrowerOf(link) is { } id && !_recorded.ContainsKey(id))
            {
                await _devices.GiveBackAsync(link, id, cancellationToken);
            }
        }
    }

    /// <summary>Removes the bridge of a network that could not be restored.</summary>
    private async ValueTask RemoveUnknownAsync(string networkId, CancellationToken cancellationToken)
    {
        try
        {
            var bridges = (await _links.GetLinksAsync(cancellationToken: cancellationToken))
                .Where(link => link.Kind == "bridge" && _owner.NetworkOf(link.Alias) == networkId).ToList();
            if (bridges.Count > 0)
            {
                await GiveUpAsync(bridges, cancellationToken);
                await _reaper.DrainAsync(cancellationToken);
            }

            if (await _links.GetLinkAsync(_owner.MarkOfNetwork(networkId), cancellationToken) is { } borrowed)
            {
                await _devices.GiveBackAsync(borrowed, networkId, cancellationToken);
            }
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to delete the bridge of network {networkId}", e);
        }
    }

    private async ValueTask GiveUpAsync(List<LinkInfo> links, CancellationToken cancellationToken)
    {
        using var batch = _links.NewBatch();
        foreach (var link in links)
        {
            batch.SetLink(link.Index, new LinkChange { Up = false, Group = _reaper.Group }).TolerateMissing();
        }

        await _links.SendAsync(batch, cancellationToken);
    }
}
