using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Route;

namespace LibNetwork.Drivers.Bridge;

/// <content>Comparing the host with what the driver knows, while networks are in use.</content>
internal sealed partial class BridgeDriver : INetworkInspector
{
    /// <inheritdoc/>
    /// <remarks>A veth that is gone is gone at both ends: its endpoint must join again, and that is the engine's to do.</remarks>
    public async ValueTask<IReadOnlyList<Finding>> InspectNetworkAsync(string networkId, bool repair, CancellationToken cancellationToken = default)
    {
        var findings = new Findings(repair);
        if (_networks.Find(networkId) is not { } network)
        {
            return [];
        }

        try
        {
            if (await _devices.FindAsync(network.Config, cancellationToken) is { } found)
            {
                await InspectBridgeAsync(network, found, findings, cancellationToken);
            }
            else
            {
                await findings.AddAsync($"bridge {network.Config.InterfaceName}", networkId, "is missing", ("it would be made anew", "it is made anew"),
                    () => MakeAnewAsync(network, cancellationToken));
            }

            await InspectPortsAsync(network, findings, cancellationToken);
        }
        catch (NetworkException foreign) when (foreign.Kind == ErrorKind.Forbidden)
        {
            findings.Add($"link {network.Config.InterfaceName}", networkId, "cannot be the network's bridge", $"{foreign.Message}; rename or delete it, and repair again");
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"network {networkId} cannot be inspected", e);
        }

        return findings.All;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> InspectHostAsync(bool repair, CancellationToken cancellationToken = default)
    {
        var findings = new Findings(repair);
        try
        {
            foreach (var orphan in (await _links.GetLinksAsync(cancellationToken)).Where(IsLeftover))
            {
                await findings.AddAsync($"link {orphan.Name}", "", $"has our mark ({orphan.Alias}) and no owner", ("it would be deleted", "it is deleted"), async () =>
                {
                    await GiveUpAsync([orphan], cancellationToken);
                    await _reaper.DrainAsync(cancellationToken);
                });
            }

            await _firewall.InspectAsync(findings, cancellationToken);
            await _forwarding.InspectAsync(_networks.Snapshot().Select(network => network.Config), findings, cancellationToken);
            await InspectForeignRulesAsync(findings, cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException("the host cannot be inspected", e);
        }

        return findings.All;
    }

    private async ValueTask InspectBridgeAsync(BridgeNetwork network, FoundBridge found, Findings findings, CancellationToken cancellationToken)
    {
        var config = network.Config;
        network.LinkIndex = found.Index;
        if (await _links.GetLinkAsync(found.Index, cancellationToken) is not { } bridge)
        {
            return; // It went a moment ago; the next inspection finds it missing.
        }

        var has = (await _links.GetAddressesAsync(bridge.Index, cancellationToken)).Select(address => address.Address).ToHashSet();
        var lacking = new[] { config.IPv4?.BridgeAddress, config.IPv6?.BridgeAddress }
            .Where(address => address is { } wanted && !has.Contains(wanted.Address)).Select(address => address.ToString()).ToList();
        if (bridge.IsUp && lacking.Count == 0)
        {
            return;
        }

        string[] wrong = [.. bridge.IsUp ? (string[])[] : ["is down"], .. lacking.Count > 0 ? [$"lacks {string.Join(" and ", lacking)}"] : (string[])[]];
        await findings.AddAsync($"bridge {bridge.Name}", config.NetworkId, string.Join(", ", wrong), ("it would be given that", "it is given that"), async () =>
        {
            // Switched on first: the kernel takes IPv6 addresses away from a bridge that is switched off.
            await _devices.SwitchOnAsync(network, cancellationToken);
            await _devices.SetUpAsync(network, found, cancellationToken);
        });
    }

    private async ValueTask InspectPortsAsync(BridgeNetwork network, Findings findings, CancellationToken cancellationToken)
    {
        foreach (var endpoint in network.Endpoints.Where(endpoint => endpoint.IsJoined))
        {
            if (await _links.GetLinkAsync(endpoint.HostLinkName, cancellationToken) is { } port
                && (!port.IsUp || port.MasterIndex != network.LinkIndex || port.MasterIndex == 0))
            {
                await findings.AddAsync($"link {port.Name}", endpoint.EndpointId, port.IsUp ? $"is no port of {network.Config.InterfaceName}" : "is down",
                    ("it would be put back", "it is put back"), async () => await _ports.RepairAsync(network, cancellationToken));
            }
        }
    }

    private async ValueTask MakeAnewAsync(BridgeNetwork network, CancellationToken cancellationToken)
    {
        var config = network.Config;
        await _devices.SetUpAsync(network, found: null, cancellationToken);
        await _devices.SwitchOnAsync(network, cancellationToken);
        if (network.RoutesLoopback)
        {
            await _devices.RouteLoopbackAsync(config, cancellationToken);
        }

        await _ports.RepairAsync(network, cancellationToken);
        Log.RemadeBridge(_logger, config.NetworkId, config.InterfaceName);
    }

    // The host filters what passes through it in every table that hooks there: one that drops is enough.
    private async ValueTask InspectForeignRulesAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (_networks.Snapshot().All(network => network.Config.Internal))
        {
            return;
        }

        foreach (var chain in await _firewall.ReadForeignDropsAsync(cancellationToken))
        {
            findings.Add($"chain {chain}", "", "drops what passes through the host unless a rule of it accepts that: sandboxes may reach nothing",
                $"accept their bridges there, such as: nft insert rule {chain} iifname \"br-*\" accept; nft insert rule {chain} oifname \"br-*\" ct state established,related accept");
        }
    }

    // Nobody's: no network or endpoint that is known, being made or being deleted has it, and the reaper does not wait to delete it.
    private bool IsLeftover(LinkInfo link)
    {
        if (link.Group == _reaper.Group)
        {
            return false;
        }

        return link.Kind switch
        {
            "bridge" => _owner.NetworkOf(link.Alias) is { } id && _networks.Find(id) is null,
            "veth" => _owner.EndpointOf(link.Alias) is { } id && !Array.Exists(_networks.Snapshot(), network => network.Has(id)),
            _ => false,
        };
    }
}
