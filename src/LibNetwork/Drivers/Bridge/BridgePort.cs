using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Attaches endpoints to bridges and detaches them: a veth, one end a port of the bridge, the other in the sandbox.</summary>
internal sealed class BridgePort(RouteSocket links, LinkOwner owner, LinkReaper reaper)
{
    private const int LargestPortCount = 1023; // BR_MAX_PORTS - 1

    /// <summary>Makes the veth and the port, in one send.</summary>
    /// <remarks>
    /// The host's end makes no IPv6 address, so that it is silent on the bridge. Multicast is flooded to every port: without it
    /// IPv6 sandboxes would not find each other (neighbour solicitations are multicast). The membership reports that nobody reads
    /// are dropped by the firewall, by the port's group; not on a bridge of someone else's, who may have switched multicast snooping on.
    /// </remarks>
    /// <param name="network">The network, whose bridge exists.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="sandbox">Where the other end is born; null: on the host, for someone to move.</param>
    /// <param name="sandboxLinkName">The other end's name.</param>
    /// <param name="hairpin">Whether frames may go back where they came from: for a sandbox that is to reach its own published ports
    /// (D-045). Only where <c>br_netfilter</c> translates them on the bridge; elsewhere the host routes them back.</param>
    /// <param name="cancellationToken">Gives up before anything is sent, never after.</param>
    /// <exception cref="NetworkException">The kernel refused; nothing is left behind. <see cref="ErrorKind.Unavailable"/>: the bridge is full.</exception>
    public async ValueTask AttachAsync(BridgeNetwork network, BridgeEndpoint endpoint, NetworkNamespace? sandbox,
        string sandboxLinkName, bool hairpin, CancellationToken cancellationToken)
    {
        // Master 0 is none: the kernel would make a veth that leads nowhere.
        if (network.LinkIndex == 0)
        {
            throw new NetworkException(ErrorKind.Unavailable,
                $"network {network.Config.NetworkId} has no bridge: restoring it failed when the engine started");
        }

        var name = endpoint.HostLinkName;
        try
        {
            if (links.GetLinkIndex(name) != 0)
            {
                await ClearNameAsync(endpoint, cancellationToken);
            }
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to look for link {name}", e);
        }

        using var batch = links.NewBatch();
        batch.AddVeth(new VethSpec(name, sandboxLinkName)
        {
            PeerNamespace = sandbox,
            PeerAddress = endpoint.MacAddress,
            Mtu = network.Mtu,
            MasterIndex = network.LinkIndex,
            Group = network.IsBorrowed ? 0 : owner.PortGroup,
        });
        batch.SetLink(name, new LinkChange
        {
            AddressGenerationMode = AddressGenerationMode.None,
            Alias = owner.OfEndpoint(endpoint.EndpointId),
            BridgePort = PortSettings(network.Config, hairpin),
            Up = true,
        });
        batch.Tolerate(ErrnoSet.Of(Errno.EAFNOSUPPORT)); // a kernel without IPv6
        try
        {
            await links.SendAsync(batch, cancellationToken);
        }
        catch (NetlinkException e)
        {
            // The name was free, so whatever has it now is ours.
            await DetachAsync(endpoint, CancellationToken.None);
            await reaper.DrainAsync(CancellationToken.None);
            throw Refusal(network, endpoint, sandboxLinkName, e);
        }
    }

    /// <summary>Takes the port from the bridge and gives the veth to the reaper. One that is gone is success.</summary>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask DetachAsync(BridgeEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var batch = links.NewBatch();
        batch.SetLink(endpoint.HostLinkName, new LinkChange { Up = false, MasterIndex = 0, Group = reaper.Group }).TolerateMissing();
        try
        {
            await links.SendAsync(batch, cancellationToken);
        }
        catch (NetlinkException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to detach link {endpoint.HostLinkName}", e);
        }

        reaper.Schedule();
    }

    /// <summary>Puts the ports of joined endpoints back on their bridge, as they were; those that are as they should be stay so.</summary>
    /// <returns>The endpoints whose link is gone.</returns>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask<IReadOnlyList<BridgeEndpoint>> RepairAsync(BridgeNetwork network, CancellationToken cancellationToken)
    {
        List<BridgeEndpoint> lost = [];
        foreach (var endpoint in network.Endpoints)
        {
            if (!endpoint.IsJoined)
            {
                continue;
            }

            if (links.GetLinkIndex(endpoint.HostLinkName) == 0)
            {
                lost.Add(endpoint);
                continue;
            }

            using var batch = links.NewBatch();
            batch.SetLink(endpoint.HostLinkName, new LinkChange
            {
                MasterIndex = network.LinkIndex,
                BridgePort = PortSettings(network.Config, endpoint.Ports.Bindings.Count > 0),
                Up = true,
            });
            try
            {
                await links.SendAsync(batch, cancellationToken);
            }
            catch (NetlinkException e)
            {
                throw KernelRefusal.ToNetworkException(Adding(network, endpoint), e);
            }
        }

        return lost;
    }

    private static BridgePortSettings PortSettings(BridgeConfig config, bool hairpin) =>
        new() { Isolated = config.InterContainerCommunication ? null : true, Hairpin = hairpin ? true : null };

    private static string Adding(BridgeNetwork network, BridgeEndpoint endpoint) =>
        $"adding interface {endpoint.HostLinkName} to bridge {network.Config.InterfaceName} failed";

    private static NetworkException Refusal(BridgeNetwork network, BridgeEndpoint endpoint, string sandboxLinkName, NetlinkException e) =>
        e.Errno == Errno.EXFULL
            ? new NetworkException(ErrorKind.Unavailable,
                $"network {network.Config.NetworkId} is full: bridge {network.Config.InterfaceName} takes at most {LargestPortCount} endpoints", e)
            : KernelRefusal.ToNetworkException(
                $"failed to add the host ({endpoint.HostLinkName}) <=> sandbox ({sandboxLinkName}) pair interfaces", e);

    // An endpoint that left a moment ago may wait for the reaper still; one whose process was killed may have left its link behind.
    private async ValueTask ClearNameAsync(BridgeEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (await links.GetLinkAsync(endpoint.HostLinkName, cancellationToken) is not { } link)
        {
            return;
        }

        if (link.Alias != owner.OfEndpoint(endpoint.EndpointId))
        {
            throw new NetworkException(ErrorKind.Conflict, $"link {endpoint.HostLinkName} exists and belongs to someone else");
        }

        if (link.Group != reaper.Group)
        {
            await DetachAsync(endpoint, cancellationToken);
        }

        await reaper.DrainAsync(cancellationToken);
    }
}
