using LibNetwork.DriverApi;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Bridges that someone else made and a network uses, since it was told their name (D-001, D-032).</summary>
/// <remarks>Such a bridge is never deleted. It gets the gateway addresses that it lacks and an alternative name that says which network uses
/// it; both are taken off with the network. Its own addresses, its alias and its settings stay as they are, but for an MTU that was asked for.</remarks>
internal sealed class BorrowedBridge(RouteSocket links, LinkOwner owner)
{
    /// <summary>What the addresses given to such a bridge are known by (<c>proto</c> to <c>ip address</c>).</summary>
    public const byte AddressProtocol = 0x64; // d

    /// <summary>Checks that the bridge's own addresses leave room for the network's.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it has an address in the network's pool, and it is not the
    /// gateway that was asked for (D-079, D-080); of each family it is said.</exception>
    public async ValueTask VerifyAsync(BridgeConfig config, int index, CancellationToken cancellationToken)
    {
        var addresses = await links.GetAddressesAsync(index, cancellationToken);
        var errors = new OptionErrors();
        if (Other(config.IPv4, addresses) is { } ipv4)
        {
            errors.Invalid($"bridge IPv4 ({ipv4}) does not match requested configuration {config.IPv4!.BridgeAddress}");
        }

        if (Other(config.IPv6, addresses) is { } ipv6)
        {
            errors.Invalid($"bridge IPv6 addresses do not match the expected bridge configuration {config.IPv6!.BridgeAddress} ({ipv6})");
        }

        errors.ThrowIfAny();
    }

    /// <summary>Marks the bridge as used by the network; one that is marked stays so.</summary>
    /// <exception cref="NetworkException">The kernel refused.</exception>
    public async ValueTask TakeAsync(BridgeConfig config, int index, CancellationToken cancellationToken)
    {
        using var batch = links.NewBatch();
        batch.AddAlternativeName(index, owner.MarkOfNetwork(config.NetworkId)).TolerateExisting();
        try
        {
            await links.SendAsync(batch, cancellationToken);
        }
        catch (NetlinkException e)
        {
            throw KernelRefusal.ToNetworkException($"failed to use bridge {config.InterfaceName}", e);
        }
    }

    /// <summary>Takes off what a network had added to the bridge. What is gone is success.</summary>
    /// <exception cref="Linux.KernelException">The kernel refused.</exception>
    public async ValueTask GiveBackAsync(LinkInfo bridge, string networkId, CancellationToken cancellationToken)
    {
        var addresses = await links.GetAddressesAsync(bridge.Index, cancellationToken);
        using var batch = links.NewBatch();
        foreach (var address in addresses.Where(address => address.Protocol == AddressProtocol))
        {
            batch.DeleteAddress(bridge.Index, address.Address, address.PrefixLength).TolerateMissing();
        }

        // The mark goes last: while it is there, what is left is found again.
        batch.DeleteAlternativeName(bridge.Index, owner.MarkOfNetwork(networkId)).TolerateMissing();
        await links.SendAsync(batch, cancellationToken);
    }

    /// <summary>The network of this controller that uses the bridge; null when none does.</summary>
    public string? UserOf(LinkInfo bridge) => bridge.AlternativeNames.Select(owner.NetworkOfMark).FirstOrDefault(id => id is not null);

    // An address in the pool, while the one that is wanted is not there.
    private static CidrAddress? Other(BridgeSubnet? subnet, IReadOnlyList<AddressInfo> addresses)
    {
        if (subnet?.BridgeAddress is not { } wanted)
        {
            return null;
        }

        var there = addresses.Select(address => new CidrAddress(address.Address, address.PrefixLength))
            .Where(address => subnet.Pool.BaseAddress.AddressFamily == address.Address.AddressFamily && subnet.Pool.Contains(address.Address)).ToList();
        return there.Count == 0 || there.Contains(wanted) ? null : there[0];
    }
}
