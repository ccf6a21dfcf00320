using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Sockets;
using LibNetwork.Store;

namespace LibNetwork.Sandboxing;

/// <summary>The inside of a sandbox: its namespace, pinned to a path, and the socket that programs it.</summary>
internal sealed class SandboxNamespace(string path, NetworkNamespace space, RouteSocket socket, RouteSocket hostSocket, NetworkNamespace hostNamespace)
{
    /// <summary>Which namespace it is.</summary>
    internal NamespaceId Id => space.Id;

    /// <summary>Where the namespace is pinned.</summary>
    internal string Path => path;

    /// <summary>Takes a pinned namespace up again after a restart.</summary>
    internal static async ValueTask<SandboxNamespace> AdoptAsync(string path, RouteSocket hostSocket, NetworkNamespace hostNamespace, CancellationToken cancellationToken)
    {
        var space = NetworkNamespace.Open(path);
        try
        {
            return new SandboxNamespace(path, space, await space.OpenRouteSocketAsync(cancellationToken), hostSocket, hostNamespace);
        }
        catch
        {
            space.Dispose();
            throw;
        }
    }

    /// <summary>Pins a namespace that someone else has made, and switches its loopback on.</summary>
    /// <exception cref="KernelException">The kernel refused; nothing is left, not even the file at the path.</exception>
    internal static async ValueTask<SandboxNamespace> PinAsync(
        NetworkNamespace given, string path, RouteSocket hostSocket, NetworkNamespace hostNamespace, CancellationToken cancellationToken)
    {
        given.PinTo(path);
        try
        {
            var adopted = await AdoptAsync(path, hostSocket, hostNamespace, cancellationToken);
            await adopted.SwitchLoopbackOnAsync(cancellationToken);
            return adopted;
        }
        catch
        {
            NetworkNamespace.Unpin(path);
            throw;
        }
    }

    /// <summary>Programs an interface: moved in if it was not born here, then addresses, up, routes, in one send.</summary>
    /// <exception cref="NetworkException">The kernel refused; the interface is not taken out again.</exception>
    internal async ValueTask PlugAsync(InterfacePlan plan, CancellationToken cancellationToken)
    {
        try
        {
            if (!plan.CreatedInSandbox)
            {
                await MoveInAsync(plan, cancellationToken);
            }

            if (plan.Sysctls.Count > 0)
            {
                await space.RunAsync(() => Array.ForEach([.. plan.Sysctls], sysctl => InterfaceSysctl.Write(sysctl, plan.Name)), cancellationToken);
            }

            await socket.RunAsync(inside => Program(inside, plan), cancellationToken);
        }
        catch (KernelException refused)
        {
            throw new NetworkException(ErrorKind.Internal, $"interface {plan.Name} of sandbox {path}: {refused.Message}", refused);
        }
    }

    /// <summary>Takes an interface out of sight: its name is free at once. One that came from the host goes back there (C-123);
    /// one that was born here is left to its driver, which deletes it from the host's side.</summary>
    internal async ValueTask UnplugAsync(JoinRecord join)
    {
        await socket.RunAsync(inside =>
        {
            var index = inside.GetLinkIndex(join.InterfaceName);
            if (index == 0)
            {
                return false;
            }

            using var batch = inside.NewBatch();
            batch.SetLink(index, new LinkChange { Up = false });
            batch.SetLink(index, join.CreatedInSandbox ? new LinkChange { Name = $"gone-{index}" }
                : new LinkChange { Name = join.HostName, Namespace = hostNamespace });
            inside.Send(batch);
            return true;
        }, CancellationToken.None);
    }

    /// <summary>Sets the default routes of the endpoints that are the gateways. In a family without one there is none: its interface took it along.</summary>
    internal async ValueTask SetGatewaysAsync(JoinRecord? ipv4, JoinRecord? ipv6, CancellationToken cancellationToken)
    {
        await socket.RunAsync(inside =>
        {
            using var batch = inside.NewBatch();
            SetGateway(inside, batch, ipv4, v6: false);
            SetGateway(inside, batch, ipv6, v6: true);
            inside.Send(batch);
            return true;
        }, cancellationToken);
    }

    /// <summary>Opens a socket that sends frames by an interface.</summary>
    /// <exception cref="KernelException">The kernel refused; there is no such interface.</exception>
    internal async ValueTask<PacketSocket> OpenPacketSocketAsync(string interfaceName, CancellationToken cancellationToken) =>
        await PacketSocket.OpenAsync(space, Math.Max(1, await socket.GetLinkIndexAsync(interfaceName, cancellationToken)), cancellationToken);

    /// <summary>The names of the links inside.</summary>
    internal async ValueTask<IReadOnlyList<string>> LinkNamesAsync(CancellationToken cancellationToken) =>
        [.. (await socket.GetLinksAsync(cancellationToken: cancellationToken)).Select(link => link.Name)];

    /// <summary>What is inside now.</summary>
    internal async ValueTask<InsideView> ViewAsync(CancellationToken cancellationToken) => new(
        await socket.GetLinksAsync(cancellationToken), await socket.GetAddressesAsync(cancellationToken: cancellationToken), await socket.GetRoutesAsync(cancellationToken));

    /// <summary>What went through the links of these names.</summary>
    internal async ValueTask<IReadOnlyDictionary<string, InterfaceStatistics>> GetStatisticsAsync(HashSet<string> names, CancellationToken cancellationToken) =>
        (await socket.GetLinksAsync(cancellationToken)).Where(link => names.Contains(link.Name)).ToDictionary(link => link.Name, link => new InterfaceStatistics
        {
            RxBytes = link.Statistics.ReceivedBytes,
            RxPackets = link.Statistics.ReceivedPackets,
            RxErrors = link.Statistics.ReceiveErrors,
            RxDropped = link.Statistics.ReceiveDropped,
            TxBytes = link.Statistics.SentBytes,
            TxPackets = link.Statistics.SentPackets,
            TxErrors = link.Statistics.SendErrors,
            TxDropped = link.Statistics.SendDropped,
        }, StringComparer.Ordinal);

    /// <summary>Gives an interface what it lacks; what it has stays as it is, and connections with it.</summary>
    internal async ValueTask MendAsync(InterfaceLack lack, CancellationToken cancellationToken)
    {
        using var batch = socket.NewBatch();
        batch.SetLink(lack.Index, new LinkChange { Up = true });
        foreach (var address in lack.Addresses)
        {
            AddAddress(batch, lack.Index, address);
            batch.TolerateExisting();
        }

        foreach (var route in lack.Routes)
        {
            batch.AddRoute(new RouteSpec { Destination = route.Destination, Gateway = route.NextHop, LinkIndex = lack.Index }).TolerateExisting();
        }

        await socket.SendAsync(batch, cancellationToken);
    }

    /// <summary>Lets go of the namespace. Pinned, it lives on; else it ends with the last process in it, and every link in it with it.</summary>
    internal void Close()
    {
        socket.Dispose();
        space.Dispose();
    }

    /// <summary>Gives the namespace up. It ends with the last process in it, and every link in it ends with it.</summary>
    internal void Destroy()
    {
        Close();
        NetworkNamespace.Unpin(path);
    }

    private async ValueTask SwitchLoopbackOnAsync(CancellationToken cancellationToken)
    {
        using var batch = socket.NewBatch();
        batch.SetLink("lo", new LinkChange { Up = true });
        await socket.SendAsync(batch, cancellationToken);
    }

    private async ValueTask MoveInAsync(InterfacePlan plan, CancellationToken cancellationToken)
    {
        var index = await hostSocket.GetLinkIndexAsync(plan.HostName, cancellationToken);
        using var batch = hostSocket.NewBatch();
        batch.SetLink(index, new LinkChange { Up = false });
        batch.SetLink(index, new LinkChange { Name = plan.Name, Namespace = space });
        await hostSocket.SendAsync(batch, cancellationToken);
    }

    private static bool Program(RouteSocket inside, InterfacePlan plan)
    {
        var index = inside.GetLinkIndex(plan.Name);
        using var batch = inside.NewBatch();
        batch.SetLink(index, new LinkChange { AddressGenerationMode = AddressGenerationMode.None })
            .Tolerate(ErrnoSet.Of(Errno.EAFNOSUPPORT)); // Below 1280 bytes of MTU a link has no IPv6.
        batch.SetLink(index, new LinkChange { Up = true, Address = plan.CreatedInSandbox ? null : plan.MacAddress });
        AddAddress(batch, index, plan.Address);
        AddAddress(batch, index, plan.AddressIPv6);
        foreach (var address in plan.LinkLocalAddresses)
        {
            AddAddress(batch, index, new CidrAddress(address, address.AddressFamily == AddressFamily.InterNetwork ? 16 : 64));
        }

        foreach (var route in plan.Routes)
        {
            if (!DefaultRoute.Is(route))
            {
                batch.AddRoute(new RouteSpec { Destination = route.Destination, Gateway = route.NextHop, LinkIndex = index });
            }
        }

        DeleteDefaultRoute(inside, batch, plan.FormerGateway, IPAddress.Any);
        DeleteDefaultRoute(inside, batch, plan.FormerGatewayIPv6, IPAddress.IPv6Any);
        AddDefaultRoute(batch, index, plan.DefaultRoute, IPAddress.Any);
        AddDefaultRoute(batch, index, plan.DefaultRouteIPv6, IPAddress.IPv6Any);
        inside.Send(batch);
        return true;
    }

    // No duplicate address detection: the pool hands each address out once, and detection would keep it unusable for a second.
    private static void AddAddress(RouteBatch batch, int index, CidrAddress? address)
    {
        if (address is { } given)
        {
            batch.AddAddress(new AddressSpec(index, given.Address, given.PrefixLength) { NoDuplicateDetection = true });
        }
    }

    private static void AddDefaultRoute(RouteBatch batch, int index, DefaultRoute? route, IPAddress any)
    {
        if (route is { } given)
        {
            batch.ReplaceRoute(new RouteSpec { Destination = new IPNetwork(any, 0), Gateway = given.NextHop, LinkIndex = index });
        }
    }

    private static void DeleteDefaultRoute(RouteSocket inside, RouteBatch batch, string? interfaceName, IPAddress any)
    {
        if (interfaceName is not null && inside.GetLinkIndex(interfaceName) is > 0 and var index)
        {
            batch.DeleteRoute(new RouteSpec { Destination = new IPNetwork(any, 0), LinkIndex = index }).TolerateMissing();
        }
    }

    private static void SetGateway(RouteSocket inside, RouteBatch batch, JoinRecord? join, bool v6)
    {
        if (DefaultRoute.Of(join, v6) is { } route && inside.GetLinkIndex(join!.InterfaceName) is > 0 and var index)
        {
            AddDefaultRoute(batch, index, route, v6 ? IPAddress.IPv6Any : IPAddress.Any);
        }
    }
}
