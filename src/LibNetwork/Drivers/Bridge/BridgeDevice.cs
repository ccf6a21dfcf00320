using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Sysctl;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Makes, repairs and deletes the bridge devices of networks (D-032).</summary>
internal sealed class BridgeDevice(RouteSocket links, NetworkNamespace host, LinkOwner owner, LinkReaper reaper)
{
    /// <summary>The bridge of a network, if it is there.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: the name belongs to a link that is not this network's.</exception>
    public async ValueTask<int?> FindAsync(BridgeConfig config, CancellationToken cancellationToken)
    {
        var link = await links.GetLinkAsync(config.InterfaceName, cancellationToken);
        if (link is null)
        {
            return null;
        }

        if (link.Kind != "bridge")
        {
            throw new NetworkException(ErrorKind.Forbidden, $"existing interface {config.InterfaceName} is not a bridge");
        }

        return link.Alias == owner.OfNetwork(config.NetworkId)
            ? link.Index
            : throw new NetworkException(ErrorKind.Forbidden, $"existing bridge {config.InterfaceName} belongs to someone else");
    }

    /// <summary>Makes the bridge, switched off and without addresses, and answers its index. The name must be free.</summary>
    /// <remarks>Without multicast snooping, so that an attach costs the same with one port or a thousand; without an IPv6
    /// address of its own making where the network has no IPv6.</remarks>
    /// <exception cref="NetworkException">The kernel refused; nothing is left behind.</exception>
    public async ValueTask<int> CreateAsync(BridgeConfig config, CancellationToken cancellationToken)
    {
        var name = config.InterfaceName;
        using var batch = links.NewBatch();
        batch.AddBridge(new BridgeSpec(name)
        {
            Address = RandomMacAddress.Next(),
            Mtu = config.Mtu,
            Settings = new BridgeSettings { MulticastSnooping = false },
        });
        batch.SetLink(name, new LinkChange
        {
            Alias = owner.OfNetwork(config.NetworkId),
            AddressGenerationMode = config.IPv6 is null ? AddressGenerationMode.None : null,
        });
        if (config.IPv6 is null)
        {
            batch.Tolerate(ErrnoSet.Of(Errno.EAFNOSUPPORT)); // a kernel without IPv6
        }

        try
        {
            await links.SendAsync(batch, cancellationToken);
            return await links.GetLinkIndexAsync(name, CancellationToken.None);
        }
        catch (NetlinkException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to create bridge {name}", e);
        }
    }

    /// <summary>Sets the kernel's parameters of the bridge: it takes no router's advertisements, and has IPv6 where the network has.</summary>
    /// <remarks>The bridge does not ask whether someone has its link-local address, which comes from its own MAC: while it
    /// asks, for a second or more from the first port on, nothing is forwarded to sandboxes.</remarks>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask SetParametersAsync(BridgeConfig config, CancellationToken cancellationToken)
    {
        var folder = $"net/ipv6/conf/{config.InterfaceName}/";
        try
        {
            await host.RunAsync(
                () =>
                {
                    SysctlFile.Write(SysctlName.Parse(folder + "accept_ra"), "0");
                    if (config.IPv6 is not null)
                    {
                        SysctlFile.Write(SysctlName.Parse(folder + "disable_ipv6"), "0");
                        SysctlFile.Write(SysctlName.Parse(folder + "accept_dad"), "0");
                    }
                },
                cancellationToken);
        }
        catch (KernelException e) when (config.IPv6 is null && e.Errno is Errno.ENOENT or Errno.EROFS)
        {
            // A kernel without IPv6 takes no advertisements either.
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"bridge {config.InterfaceName}", e);
        }
    }

    /// <summary>Lets the host reach sandboxes from 127.0.0.1 (D-035). The firewall keeps sandboxes from reaching the host's loopback so.</summary>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask RouteLoopbackAsync(BridgeConfig config, CancellationToken cancellationToken)
    {
        try
        {
            await host.WriteSysctlAsync($"net/ipv4/conf/{config.InterfaceName}/route_localnet", "1", cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"bridge {config.InterfaceName}", e);
        }
    }

    /// <summary>Gives the bridge its addresses; those it has are left alone.</summary>
    /// <exception cref="NetworkException">The kernel refused (D-078).</exception>
    public async ValueTask AddAddressesAsync(BridgeConfig config, int index, CancellationToken cancellationToken)
    {
        await AddAddressAsync(config.IPv4, "IPv4");
        await AddAddressAsync(config.IPv6, "IPv6");

        async ValueTask AddAddressAsync(BridgeSubnet? subnet, string family)
        {
            if (subnet?.BridgeAddress is not { } address)
            {
                return;
            }

            using var batch = links.NewBatch();
            batch.AddAddress(index, address.Address, address.PrefixLength).TolerateExisting();
            try
            {
                await links.SendAsync(batch, cancellationToken);
            }
            catch (NetlinkException e)
            {
                throw KernelRefusal.ToNetworkException($"failed to add {family} address {address} to bridge {config.InterfaceName}", e);
            }
        }
    }

    /// <summary>Switches the bridge on, with the network's MTU.</summary>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask SwitchOnAsync(BridgeConfig config, int index, CancellationToken cancellationToken)
    {
        using var batch = links.NewBatch();
        batch.SetLink(index, new LinkChange { Up = true, Mtu = config.Mtu == 0 ? null : config.Mtu });
        try
        {
            await links.SendAsync(batch, cancellationToken);
        }
        catch (NetlinkException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to switch on bridge {config.InterfaceName}", e);
        }
    }

    /// <summary>Deletes the bridge; when it returns, the name is free. One that is gone is success.</summary>
    /// <returns>False when the name now belongs to someone else's link, which is left alone.</returns>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask<bool> DeleteAsync(BridgeConfig config, CancellationToken cancellationToken)
    {
        try
        {
            if (await links.GetLinkAsync(config.InterfaceName, cancellationToken) is not { } link)
            {
                return true;
            }

            if (link.Alias != owner.OfNetwork(config.NetworkId))
            {
                return false;
            }

            using var batch = links.NewBatch();
            batch.SetLink(link.Index, new LinkChange { Up = false, Group = reaper.Group }).TolerateMissing();
            await links.SendAsync(batch, cancellationToken);
            await reaper.DrainAsync(cancellationToken);
            return true;
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to delete bridge {config.InterfaceName}", e);
        }
    }
}
