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
    private readonly BorrowedBridge _borrowed = new(links, owner);

    /// <summary>The bridge of a network, if it is there: its own, or one that someone else made and the network was told the name of.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: the name belongs to a link that cannot be this network's (D-001), or
    /// a bridge that must be there is not.</exception>
    public async ValueTask<FoundBridge?> FindAsync(BridgeConfig config, CancellationToken cancellationToken)
    {
        var link = await GetAsync(config.InterfaceName, cancellationToken);
        if (link is null)
        {
            return config is { IsDefaultBridge: true, InterfaceName: not BridgeConfigParser.DefaultBridgeName }
                ? throw new NetworkException(ErrorKind.Forbidden, $"bridge device with non default name {config.InterfaceName} must be created manually")
                : null;
        }

        if (link.Kind != "bridge")
        {
            throw new NetworkException(ErrorKind.Forbidden, $"existing interface {config.InterfaceName} is not a bridge");
        }

        if (link.Alias == owner.OfNetwork(config.NetworkId))
        {
            return new FoundBridge(link.Index, link.Mtu, IsBorrowed: false);
        }

        return config.IsNamed && !LinkOwner.IsOfAnyController(link.Alias) && (_borrowed.UserOf(link) ?? config.NetworkId) == config.NetworkId
            ? new FoundBridge(link.Index, link.Mtu, IsBorrowed: true)
            : throw new NetworkException(ErrorKind.Forbidden, $"existing bridge {config.InterfaceName} belongs to someone else");
    }

    /// <summary>Checks a bridge that is to be used although someone else made it, before anything is changed.</summary>
    /// <exception cref="NetworkException">As <see cref="BorrowedBridge.VerifyAsync"/> has it.</exception>
    public ValueTask VerifyAsync(BridgeConfig config, FoundBridge? found, CancellationToken cancellationToken) =>
        found is { IsBorrowed: true } ? _borrowed.VerifyAsync(config, found.Index, cancellationToken) : ValueTask.CompletedTask;

    /// <summary>The MTU of a network: the one asked for, or that of the bridge that is there, or that of the host's way to the world.</summary>
    public async ValueTask<int> MtuAsync(BridgeConfig config, FoundBridge? found, CancellationToken cancellationToken) =>
        config.Mtu != 0 ? config.Mtu
            : found is not null ? EgressMtu.Effective(found.Mtu, config)
            : await EgressMtu.FindAsync(links, config, cancellationToken);

    /// <summary>Makes the bridge that is there the network's, or makes one, and gives it parameters and addresses; what is as it should be stays so.</summary>
    /// <exception cref="NetworkException">The kernel refused; what was done so far stays.</exception>
    public async ValueTask SetUpAsync(BridgeNetwork network, FoundBridge? found, CancellationToken cancellationToken)
    {
        var isBorrowed = network.IsBorrowed = found is { IsBorrowed: true };
        if (isBorrowed)
        {
            await _borrowed.TakeAsync(network.Config, found!.Index, cancellationToken);
        }

        network.LinkIndex = found?.Index ?? await CreateAsync(network.Config, network.Mtu, cancellationToken);
        await SetParametersAsync(network.Config, isBorrowed, cancellationToken);
        await AddAddressesAsync(network.Config, network.LinkIndex, isBorrowed, cancellationToken);
    }

    private async ValueTask<LinkInfo?> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await links.GetLinkAsync(name, cancellationToken);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to look for bridge {name}", e);
        }
    }

    /// <summary>Makes the bridge, switched off and without addresses, and answers its index. The name must be free.</summary>
    /// <remarks>Without multicast snooping, so that an attach costs the same with one port or a thousand; without an IPv6
    /// address of its own making where the network has no IPv6.</remarks>
    /// <exception cref="NetworkException">The kernel refused; nothing is left behind.</exception>
    private async ValueTask<int> CreateAsync(BridgeConfig config, int mtu, CancellationToken cancellationToken)
    {
        var name = config.InterfaceName;
        using var batch = links.NewBatch();
        batch.AddBridge(new BridgeSpec(name)
        {
            Address = RandomMacAddress.Next(),
            Mtu = mtu,
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
    private async ValueTask SetParametersAsync(BridgeConfig config, bool isBorrowed, CancellationToken cancellationToken)
    {
        var folder = $"net/ipv6/conf/{config.InterfaceName}/";
        try
        {
            await host.RunAsync(
                () =>
                {
                    if (config.IPv6 is not null)
                    {
                        SysctlFile.Write(SysctlName.Parse(folder + "disable_ipv6"), "0");
                    }

                    if (!isBorrowed)
                    {
                        SysctlFile.Write(SysctlName.Parse(folder + "accept_ra"), "0");
                    }

                    if (!isBorrowed && config.IPv6 is not null)
                    {
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
    private async ValueTask AddAddressesAsync(BridgeConfig config, int index, bool isBorrowed, CancellationToken cancellationToken)
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
            batch.AddAddress(new AddressSpec(index, address.Address, address.PrefixLength)
            {
                NoDuplicateDetection = true,
                Protocol = isBorrowed ? BorrowedBridge.AddressProtocol : (byte)0,
            }).TolerateExisting();
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

    /// <summary>Switches the bridge on, with the network's MTU. Someone else's bridge keeps its own, which the kernel may follow its ports with, unless one
    /// was asked for.</summary>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask SwitchOnAsync(BridgeNetwork network, CancellationToken cancellationToken)
    {
        using var batch = links.NewBatch();
        var mtu = network.IsBorrowed ? network.Config.Mtu : network.Mtu;
        batch.SetLink(network.LinkIndex, new LinkChange { Up = true, Mtu = mtu == 0 ? null : mtu });
        try
        {
            await links.SendAsync(batch, cancellationToken);
        }
        catch (NetlinkException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to switch on bridge {network.Config.InterfaceName}", e);
        }
    }

    /// <summary>Deletes the bridge; when it returns, the name is free. One that is gone is success. One that someone else made is given back, and
    /// that of the default network stays, if wanted: it belongs to nobody then (D-038).</summary>
    /// <returns>False when the name now belongs to someone else's link, which is left alone.</returns>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask<bool> DeleteAsync(BridgeConfig config, bool keepsDefault, CancellationToken cancellationToken)
    {
        try
        {
            if (await links.GetLinkAsync(config.InterfaceName, cancellationToken) is not { } link)
            {
                return true;
            }

            if (link.Alias != owner.OfNetwork(config.NetworkId))
            {
                return await GiveBackAsync(link, config.NetworkId, cancellationToken);
            }

            using var batch = links.NewBatch();
            if (keepsDefault && config.IsDefaultBridge)
            {
                batch.SetLink(link.Index, new LinkChange { Alias = "" });
                await links.SendAsync(batch, cancellationToken);
                return true;
            }

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

    /// <summary>Gives a bridge back that a network of this controller uses and someone else made.</summary>
    /// <returns>Whether it was such a one.</returns>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public async ValueTask<bool> GiveBackAsync(LinkInfo bridge, string networkId, CancellationToken cancellationToken)
    {
        if (_borrowed.UserOf(bridge) != networkId)
        {
            return false;
        }

        await _borrowed.GiveBackAsync(bridge, networkId, cancellationToken);
        return true;
    }

    /// <summary>The network of this controller that uses a bridge of someone else's; null when none does.</summary>
    public string? BorrowerOf(LinkInfo link) => _borrowed.UserOf(link);
}
