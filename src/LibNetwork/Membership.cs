using LibNetwork.DriverApi;
using LibNetwork.Events;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>How sandboxes join endpoints and leave them (C.10, C.11).</summary>
internal static class Membership
{
    internal static async ValueTask JoinAsync(Endpoint endpoint, Sandbox sandbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        using var joining = await sandbox.Lock.EnterAsync(cancellationToken);
        await JoinHeldAsync(endpoint, sandbox, cancellationToken);
    }

    /// <summary>Joins, the sandbox's lock held.</summary>
    internal static async ValueTask JoinHeldAsync(Endpoint endpoint, Sandbox sandbox, CancellationToken cancellationToken)
    {
        await using var turn = new NetworkTurn(endpoint.Network);
        await turn.TakeAsync(cancellationToken);
        endpoint.EnsureAlive();
        if (endpoint.Record.SandboxId is { } joined)
        {
            throw joined == sandbox.Id ? new NetworkException(ErrorKind.InvalidParameter, "a container has already joined the endpoint")
                : NetworkErrors.AnotherSandboxHasJoined();
        }

        EnsureMayJoin(endpoint.Network, sandbox);
        var context = endpoint.Network.Context;
        var before = endpoint.Record;
        context.Save(before with { SandboxId = sandbox.Id });
        turn.Rollback.Push($"record of endpoint {endpoint.Name}", () => context.Settle(before));
        var old = await JoinLockedAsync(endpoint, sandbox, turn.Rollback, cancellationToken);
        await BecomeReachableAsync(endpoint, sandbox, old, turn, cancellationToken);
        context.Save(endpoint.Record);
        await FindWayOutAsync(endpoint, sandbox, turn, cancellationToken);
        turn.Commit();
        context.Events.Membership(endpoint, sandbox, EventAction.Connect);
    }

    internal static async ValueTask LeaveAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        var sandbox = endpoint.Sandbox ?? throw NetworkErrors.NotJoined();
        using var leaving = await sandbox.Lock.EnterAsync(cancellationToken);
        await LeaveHeldAsync(endpoint, sandbox, cancellationToken);
    }

    /// <summary>Leaves, the sandbox's lock held.</summary>
    internal static async ValueTask LeaveHeldAsync(Endpoint endpoint, Sandbox sandbox, CancellationToken cancellationToken)
    {
        var old = sandbox.Gateways;
        using (await endpoint.Network.Lock.EnterAsync(cancellationToken))
        {
            endpoint.EnsureAlive();
            if (endpoint.Record.SandboxId != sandbox.Id)
            {
                throw NetworkErrors.NotJoined();
            }

            var context = endpoint.Network.Context;
            context.Save(endpoint.Record with { Join = null });
            await LeaveLockedAsync(endpoint, sandbox, unplug: true);
            context.Settle(endpoint.Record);
        }

        await SettleAsync(sandbox, old);
        await KeepWayOutAsync(endpoint, sandbox);
    }

    /// <summary>A host sandbox is on the host network alone, and nobody else is on it; one on a network of the null driver is on no other (C-098, C-178).</summary>
    internal static void EnsureMayJoin(Network network, Sandbox sandbox)
    {
        if (sandbox.Record.State == RecordState.Deleting)
        {
            throw NetworkErrors.MarkedForRemoval(sandbox);
        }

        if (sandbox.Config.UseHostNamespace != (network.Driver.Type == "host"))
        {
            throw sandbox.Config.UseHostNamespace ? NetworkErrors.HostSandboxIsAlone()
                : new NetworkException(ErrorKind.InvalidParameter, $"sandbox {sandbox.Name} has a namespace of its own and cannot join network {network.Name} of the host");
        }

        foreach (var endpoint in sandbox.Endpoints)
        {
            if (network.Driver.Type == "null" || endpoint.Network.Driver.Type == "null")
            {
                throw NetworkErrors.OneNetworkIsNone();
            }
        }
    }

    /// <summary>
    /// Joins, both locks held:
    /// 1. the driver makes the host side and says what is to be inside; 2. the sandbox's gateways are chosen anew; 3. the interface, its
    /// addresses and routes are programmed inside, in one send.
    /// </summary>
    /// <returns>The sandbox's gateways as they were.</returns>
    internal static async ValueTask<Gateways> JoinLockedAsync(Endpoint endpoint, Sandbox sandbox, Rollback rollback, CancellationToken cancellationToken)
    {
        var network = endpoint.Network;
        var driver = network.Driver.Driver;
        var before = endpoint.Record;
        EnsureAddressesAreFree(endpoint, sandbox);
        var info = new JoinInfo(sandbox.InterfaceNames, endpoint.Config.InterfaceName, sandbox.Namespace is not null);
        rollback.Push($"interface name in sandbox {sandbox.Name}", () => sandbox.InterfaceNames.Release(info.ReservedName));
        if (endpoint.OwesLeave)
        {
            await driver.LeaveAsync(network.Id, endpoint.Id, cancellationToken);
            endpoint.OwesLeave = false;
        }

        await driver.JoinAsync(network.Id, endpoint.Id, sandbox.Key, info, endpoint.Options, sandbox.Options, cancellationToken);
        rollback.Push($"endpoint {endpoint.Name} in driver {network.Driver.Type}", undo => driver.LeaveAsync(network.Id, endpoint.Id, undo));

        var join = info.Record;
        endpoint.Record = before with
        {
            SandboxId = sandbox.Id,
            Join = before.AddressIPv6 is null ? join with { GatewayIPv6 = null } : join, // C-094
        };
        rollback.Push($"endpoint {endpoint.Name}", () => endpoint.Record = before with { State = endpoint.Record.State });

        var old = sandbox.Gateways;
        var members = sandbox.Endpoints;
        var now = Gateways.Of([.. members, endpoint]);
        if (now != old)
        {
            // Runs when the interface is out again, so that its routes are.
            rollback.Push($"gateways of sandbox {sandbox.Name}", undo => ProgramGatewaysAsync(sandbox, old, undo));
        }

        await PlugAsync(endpoint, sandbox, old, now, rollback, cancellationToken);
        sandbox.SetEndpoints([.. members, endpoint]);
        rollback.Push($"endpoint list of sandbox {sandbox.Name}", () => sandbox.SetEndpoints(members));
        return old;
    }

    /// <summary>
    /// Tells the drivers that publish ports who is the way out now: an endpoint that lost the role first, then the one that has joined
    /// (C-094). The lock of the joined endpoint's network is put down while another network's driver is told.
    /// </summary>
    internal static async ValueTask BecomeReachableAsync(
        Endpoint endpoint, Sandbox sandbox, Gateways old, NetworkTurn turn, CancellationToken cancellationToken)
    {
        var now = sandbox.Gateways;
        if (now != old && old.Endpoints.Where(former => now.RoleOf(former) != old.RoleOf(former)).ToList() is { Count: > 0 } losers)
        {
            turn.PutDown();
            foreach (var former in losers)
            {
                turn.Outside.Push($"ports of endpoint {former.Name}", undo => TellAsync(former, old, undo));
                await TellAsync(former, now, cancellationToken);
            }

            await turn.TakeAsync(CancellationToken.None);
        }

        await TellLockedAsync(endpoint, now, cancellationToken);
        Announce(endpoint, sandbox, turn.Rollback);
    }

    /// <summary>Goes on after a join, when all of it is stored: the sandbox joins or leaves gateway networks, as it needs. The lock is put down for it.</summary>
    internal static async ValueTask FindWayOutAsync(Endpoint endpoint, Sandbox sandbox, NetworkTurn turn, CancellationToken cancellationToken)
    {
        if (!endpoint.Network.IsGatewayNetwork && sandbox.Context.GatewayNetworks.IsOutdated(sandbox))
        {
            turn.PutDown();
            await sandbox.Context.GatewayNetworks.UpdateAsync(sandbox, cancellationToken);
            await turn.TakeAsync(CancellationToken.None);
        }
    }

    /// <summary>The same after a leave, which it does not fail (C-101). Who leaves a gateway network on purpose is not put back.</summary>
    internal static async ValueTask KeepWayOutAsync(Endpoint endpoint, Sandbox sandbox)
    {
        if (!endpoint.Network.IsGatewayNetwork)
        {
            await sandbox.Context.Logger.GoOnAsync($"sandbox {sandbox.Name}: failed to set default gateway",
                () => sandbox.Context.GatewayNetworks.UpdateAsync(sandbox, CancellationToken.None));
        }
    }

    /// <summary>
    /// Leaves, both locks held. Nothing here fails the leave: what a driver or the kernel refuses is logged (C-101, C-103).
    /// 1. a driver that publishes ports is told; 2. the interface inside is taken out of sight; 3. the driver takes the host side away.
    /// The sandbox's new gateways are for <see cref="SettleAsync"/>.
    /// </summary>
    internal static async ValueTask LeaveLockedAsync(Endpoint endpoint, Sandbox sandbox, bool unplug)
    {
        var network = endpoint.Network;
        var driver = network.Driver.Driver;
        var logger = network.Context.Logger;
        var join = endpoint.Record.Join;
        await network.Context.Announcer.StopAsync(endpoint.Id);
        if (driver is IExternalConnectivity connectivity)
        {
            await logger.GoOnAsync($"endpoint {endpoint.Name}: taking its ports off",
                () => connectivity.ProgramExternalConnectivityAsync(network.Id, endpoint.Id, "", "", CancellationToken.None));
        }

        if (unplug && join is { InterfaceName.Length: > 0 } && sandbox.Namespace is { } space)
        {
            await logger.GoOnAsync($"sandbox {sandbox.Name}: taking {join.InterfaceName} away", () => space.UnplugAsync(join));
        }

        endpoint.OwesLeave = !await logger.GoOnAsync($"endpoint {endpoint.Name}: leaving", () => driver.LeaveAsync(network.Id, endpoint.Id, CancellationToken.None));
        if (join is not null)
        {
            sandbox.InterfaceNames.Release(join.InterfaceName);
        }

        network.FormerHolders.Add(endpoint.MacAddress, endpoint.Address, endpoint.AddressIPv6);
        endpoint.Record = endpoint.Record with { SandboxId = null, Join = null };
        sandbox.SetEndpoints([.. sandbox.Endpoints.Where(other => other != endpoint)]);
        network.Context.Events.Membership(endpoint, sandbox, EventAction.Disconnect);
    }

    /// <summary>Goes on after a leave, the sandbox's lock held: the gateways that were chosen anew are programmed, and who has become one is told.</summary>
    internal static async ValueTask SettleAsync(Sandbox sandbox, Gateways old)
    {
        var now = sandbox.Gateways;
        if (now == old)
        {
            return;
        }

        var logger = sandbox.Context.Logger;
        await logger.GoOnAsync($"sandbox {sandbox.Name}: setting its gateways", () => ProgramGatewaysAsync(sandbox, now, CancellationToken.None));
        foreach (var gateway in now.Endpoints.Where(gateway => now.RoleOf(gateway) != old.RoleOf(gateway)))
        {
            await logger.GoOnAsync($"endpoint {gateway.Name}: becoming the gateway", () => TellAsync(gateway, now, CancellationToken.None));
        }
    }

    /// <summary>Two interfaces of one sandbox cannot lead to the same addresses (C-120): known from what its endpoints have, without asking the kernel.</summary>
    private static void EnsureAddressesAreFree(Endpoint endpoint, Sandbox sandbox)
    {
        foreach (var other in sandbox.Endpoints)
        {
            Compare(endpoint.Address, other.Address, other);
            Compare(endpoint.AddressIPv6, other.AddressIPv6, other);
        }

        static void Compare(CidrAddress? mine, CidrAddress? theirs, Endpoint other)
        {
            if (mine is { } one && theirs is { } two && one.Overlaps(two))
            {
                throw NetworkErrors.AddressInTheWay(one, $"{two.Network} dev {other.InterfaceName}");
            }
        }
    }

    private static async ValueTask PlugAsync(
        Endpoint endpoint, Sandbox sandbox, Gateways old, Gateways now, Rollback rollback, CancellationToken cancellationToken)
    {
        if (sandbox.Namespace is not { } space || endpoint.Record.Join is not { InterfaceName.Length: > 0 } join)
        {
            return;
        }

        rollback.Push($"interface {join.InterfaceName} in sandbox {sandbox.Name}", _ => space.UnplugAsync(join));
        await space.PlugAsync(Plan(endpoint, old, now), cancellationToken);
    }

    // Who was never told of the addresses has nothing to correct; on a network that reaches other hosts, nobody knows who was.
    internal static void Announce(Endpoint endpoint, Sandbox sandbox, Rollback rollback)
    {
        var network = endpoint.Network;
        if (sandbox.Namespace is { } space && endpoint.Record.Join is { InterfaceName.Length: > 0 }
            && (network.Announcements.IsAsked || network.Driver.Capability.ConnectivityScope == Scope.Global
                || network.FormerHolders.AnyOther(endpoint.MacAddress, endpoint.Address, endpoint.AddressIPv6)))
        {
            network.Context.Announcer.Start(endpoint.Id, space, Plan(endpoint, default, default), network.Announcements);
            rollback.Push($"announcements of endpoint {endpoint.Name}", _ => network.Context.Announcer.StopAsync(endpoint.Id));
        }
    }

    internal static InterfacePlan Plan(Endpoint endpoint, Gateways old, Gateways now)
    {
        var join = endpoint.Record.Join!;
        var route = now.IPv4 == endpoint ? DefaultRoute.Of(join, v6: false) : null;
        var routeIPv6 = now.IPv6 == endpoint ? DefaultRoute.Of(join, v6: true) : null;
        return new InterfacePlan
        {
            HostName = join.HostName,
            Name = join.InterfaceName,
            CreatedInSandbox = join.CreatedInSandbox,
            MacAddress = endpoint.MacAddress,
            Address = endpoint.Address,
            AddressIPv6 = endpoint.AddressIPv6,
            LinkLocalAddresses = endpoint.Config.LinkLocalAddresses,
            Sysctls = endpoint.Config.Sysctls,
            Routes = join.Routes,
            DefaultRoute = route,
            DefaultRouteIPv6 = routeIPv6,
            FormerGateway = route is null && now.IPv4 == endpoint ? old.IPv4?.InterfaceName : null,
            FormerGatewayIPv6 = routeIPv6 is null && now.IPv6 == endpoint ? old.IPv6?.InterfaceName : null,
        };
    }

    internal static async ValueTask ProgramGatewaysAsync(Sandbox sandbox, Gateways gateways, CancellationToken cancellationToken)
    {
        if (sandbox.Namespace is { } space && gateways != default)
        {
            await space.SetGatewaysAsync(gateways.IPv4?.Record.Join, gateways.IPv6?.Record.Join, cancellationToken);
        }
    }

    private static async ValueTask TellAsync(Endpoint endpoint, Gateways gateways, CancellationToken cancellationToken)
    {
        using var locked = await endpoint.Network.Lock.EnterAsync(cancellationToken);
        await TellLockedAsync(endpoint, gateways, cancellationToken);
    }

    private static ValueTask TellLockedAsync(Endpoint endpoint, Gateways gateways, CancellationToken cancellationToken) =>
        endpoint.Network.Driver.Driver is IExternalConnectivity connectivity
            ? connectivity.ProgramExternalConnectivityAsync(endpoint.Network.Id, endpoint.Id,
                gateways.IPv4?.Id ?? "", gateways.IPv6?.Id ?? "", cancellationToken)
            : ValueTask.CompletedTask;
}
