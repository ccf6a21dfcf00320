using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Route;

namespace LibNetwork.Drivers.Bridge;

/// <content>What was there before the engine started.</content>
internal sealed partial class BridgeDriver : INetworkRestorer
{
    /// <inheritdoc/>
    /// <remarks>The same steps as in a creation, each of which leaves alone what is as it should be. The firewall follows for
    /// all networks at once, in <see cref="RemoveOrphansAsync"/>. On failure what is there stays: sandboxes may run on it.</remarks>
    public async ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default)
    {
        var config = BridgeConfigParser.Parse(network.NetworkId, network.Options, network.IPv4Data, network.IPv6Data);
        var restored = new BridgeNetwork(config);
        foreach (var endpoint in network.Endpoints)
        {
            restored.Add(new BridgeEndpoint(endpoint.EndpointId, endpoint.InterfaceInfo.MacAddress ?? RandomMacAddress.Next())
            {
                IsJoined = endpoint.SandboxKey is not null,
            });
        }

        // First of all the network is known, so that nothing of it is taken for an orphan, whatever fails.
        _networks.Add(restored);
        var existing = await _devices.FindAsync(config, cancellationToken);
        await _forwarding.EnsureAsync(config, cancellationToken);
        restored.LinkIndex = existing ?? await _devices.CreateAsync(config, cancellationToken);
        if (existing is null)
        {
            Log.RemadeBridge(_logger, config.NetworkId, config.InterfaceName);
        }

        await _devices.SetParametersAsync(config, cancellationToken);
        await _devices.AddAddressesAsync(config, restored.LinkIndex, cancellationToken);
        await _devices.SwitchOnAsync(config, restored.LinkIndex, cancellationToken);
        foreach (var endpoint in await _ports.RepairAsync(restored, cancellationToken))
        {
            Log.LostPort(_logger, endpoint.EndpointId, endpoint.HostLinkName);
        }
    }

    /// <inheritdoc/>
    public async ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default)
    {
        var networks = _networks.Snapshot();
        try
        {
            var orphans = Orphans(await _links.GetLinksAsync(cancellationToken: cancellationToken), networks);
            if (orphans.Count > 0)
            {
                await ReapAsync(orphans, cancellationToken);
                Log.RemovedOrphans(_logger, orphans.Count, string.Join(", ", orphans.Select(link => link.Name)));
            }

            // Whatever a killed process had given up already.
            await _reaper.DrainAsync(cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException("failed to remove links that nobody owns", e);
        }

        await _firewall.ReplaceAllAsync(networks.Select(network => network.Firewall), cancellationToken);
    }

    // Other drivers of this controller mark their links in the same way: only bridges and veths can be this one's.
    private List<LinkInfo> Orphans(IReadOnlyList<LinkInfo> links, BridgeNetwork[] networks)
    {
        var bridges = networks.Select(network => network.Config.NetworkId).ToHashSet(StringComparer.Ordinal);
        var joined = networks.SelectMany(network => network.Endpoints).Where(endpoint => endpoint.IsJoined)
            .Select(endpoint => endpoint.EndpointId).ToHashSet(StringComparer.Ordinal);
        return [.. links.Where(link => link.Kind switch
        {
            "bridge" => _owner.NetworkOf(link.Alias) is { } id && !bridges.Contains(id),
            "veth" => _owner.EndpointOf(link.Alias) is { } id && !joined.Contains(id),
            _ => false,
        })];
    }

    private async ValueTask ReapAsync(List<LinkInfo> orphans, CancellationToken cancellationToken)
    {
        using var batch = _links.NewBatch();
        foreach (var link in orphans)
        {
            batch.SetLink(link.Index, new LinkChange { Up = false, Group = _reaper.Group }).TolerateMissing();
        }

        await _links.SendAsync(batch, cancellationToken);
    }
}
