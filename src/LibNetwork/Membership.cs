using LibNetwork.DriverApi;
using LibNetwork.Events;
using LibNetwork.Sandboxing;

namespace LibNetwork;

/// <summary>How sandboxes join endpoints and leave them (C.10, C.11).</summary>
internal static class Membership
{
    internal static async ValueTask JoinAsync(Endpoint endpoint, Sandbox sandbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        using var joining = await sandbox.Lock.EnterAsync(cancellationToken);
        using var locked = await endpoint.Network.Lock.EnterAsync(cancellationToken);
        endpoint.EnsureAlive();
        if (endpoint.Record.SandboxId is { } joined)
        {
            throw joined == sandbox.Id ? new NetworkException(ErrorKind.InvalidParameter, "a container has already joined the endpoint")
                : NetworkErrors.AnotherSandboxHasJoined();
        }

        EnsureMayJoin(endpoint.Network, sandbox);
        var context = endpoint.Network.Context;
        var before = endpoint.Record;
        await using var rollback = new Rollback(context.Logger);
        context.Save(before with { SandboxId = sandbox.Id });
        rollback.Push($"record of endpoint {endpoint.Name}", () => context.Settle(before));
        await JoinLockedAsync(endpoint, sandbox, rollback, cancellationToken);
        context.Save(endpoint.Record);
        rollback.Commit();
        context.Events.Membership(endpoint, sandbox, EventAction.Connect);
    }

    internal static async ValueTask LeaveAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        var sandbox = endpoint.Sandbox ?? throw NetworkErrors.NotJoined();
        using var leaving = await sandbox.Lock.EnterAsync(cancellationToken);
        using var locked = await endpoint.Network.Lock.EnterAsync(cancellationToken);
        endpoint.EnsureAlive();
        if (endpoint.Record.SandboxId != sandbox.Id)
        {
            throw NetworkErrors.NotJoined();
        }

        var context = endpoint.Network.Context;
        context.Save(endpoint.Record with { Join = null });
        await LeaveLockedAsync(endpoint, sandbox, namespaceStays: true);
        context.Settle(endpoint.Record);
    }

    /// <summary>A host sandbox is on the host network alone, and nobody else is on it (C-098, C-178).</summary>
    internal static void EnsureMayJoin(Network network, Sandbox sandbox)
    {
        sandbox.EnsureAlive();
        if (sandbox.Config.UseHostNamespace != (network.Driver.Type == "host"))
        {
            throw sandbox.Config.UseHostNamespace ? NetworkErrors.HostSandboxIsAlone()
                : new NetworkException(ErrorKind.InvalidParameter, $"sandbox {sandbox.Name} has a namespace of its own and cannot join network {network.Name} of the host");
        }
    }

    /// <summary>
    /// Joins, both locks held:
    /// 1. the driver makes the host side and says what is to be inside; 2. the sandbox's gateways are chosen anew; 3. the interface, its
    /// addresses and routes are programmed inside, in one send; 4. drivers that publish ports are told who is the way out.
    /// </summary>
    internal static async ValueTask JoinLockedAsync(Endpoint endpoint, Sandbox sandbox, Rollback rollback, CancellationToken cancellationToken)
    {
        var network = endpoint.Network;
        var driver = network.Driver.Driver;
        var before = endpoint.Record;
        var info = new JoinInfo(sandbox.InterfaceNames, endpoint.Config.InterfaceName);
        rollback.Push($"interface name in sandbox {sandbox.Name}", () => sandbox.InterfaceNames.Release(info.ReservedName));
        await driver.JoinAsync(network.Id, endpoint.Id, sandbox.Key, info, endpoint.Options, DriverOptions.Empty, cancellationToken);
        rollback.Push($"endpoint {endpoint.Name} in driver {network.Driver.Type}", undo => driver.LeaveAsync(network.Id, endpoint.Id, undo));

        var join = info.Record;
        endpoint.Record = before with
        {
            SandboxId = sandbox.Id,
            Join = before.AddressIPv6 is null ? join with { GatewayIPv6 = null } : join, // C-094
        };
        rollback.Push($"endpoint {endpoint.Name}", () => endpoint.Record = before);

        var old = sandbox.Gateways;
        var members = sandbox.Endpoints;
        var now = Gateways.Of([.. members, endpoint]);
        await PlugAsync(endpoint, sandbox, now, rollback, cancellationToken);
        sandbox.SetEndpoints([.. members, endpoint]);
        rollback.Push($"endpoint list of sandbox {sandbox.Name}", () => sandbox.SetEndpoints(members));
        if (now != old)
        {
            rollback.Push($"gateways of sandbox {sandbox.Name}", undo => ProgramGatewaysAsync(sandbox, old, undo));
        }

        await TellGatewaysAsync(endpoint, old, now, rollback, cancellationToken);
        Announce(endpoint, sandbox, rollback);
    }

    /// <summary>
    /// Leaves, both locks held. Nothing here fails the leave: what a driver or the kernel refuses is logged (C-101, C-103).
    /// 1. a driver that publishes ports is told; 2. the driver takes the host side away; 3. the interface inside is taken out of sight;
    /// 4. the sandbox's gateways are chosen anew, and who became one is told.
    /// </summary>
    internal static async ValueTask LeaveLockedAsync(Endpoint endpoint, Sandbox sandbox, bool namespaceStays)
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

        var old = sandbox.Gateways;
        if (namespaceStays && join is { InterfaceName.Length: > 0 } && sandbox.Namespace is { } space)
        {
            await logger.GoOnAsync($"sandbox {sandbox.Name}: taking {join.InterfaceName} away", () => space.UnplugAsync(join));
        }

        await logger.GoOnAsync($"endpoint {endpoint.Name}: leaving", () => driver.LeaveAsync(network.Id, endpoint.Id, CancellationToken.None));
        if (join is not null)
        {
            sandbox.InterfaceNames.Release(join.InterfaceName);
        }

        network.FormerHolders.Add(endpoint.MacAddress, endpoint.Address, endpoint.AddressIPv6);
        endpoint.Record = endpoint.Record with { SandboxId = null, Join = null };
        sandbox.SetEndpoints([.. sandbox.Endpoints.Where(other => other != endpoint)]);
        network.Context.Events.Membership(endpoint, sandbox, EventAction.Disconnect);
        if (namespaceStays && sandbox.Gateways != old)
        {
            await logger.GoOnAsync($"sandbox {sandbox.Name}: setting its gateways", () => ProgramGatewaysAsync(sandbox, sandbox.Gateways, CancellationToken.None));
            foreach (var gateway in sandbox.Gateways.Endpoints.Where(gateway => !old.Endpoints.Contains(gateway)))
            {
                await logger.GoOnAsync($"endpoint {gateway.Name}: becoming the gateway", () => TellAsync(gateway, sandbox.Gateways, CancellationToken.None));
            }
        }
    }

    private static async ValueTask PlugAsync(Endpoint endpoint, Sandbox sandbox, Gateways gateways, Rollback rollback, CancellationToken cancellationToken)
    {
        if (sandbox.Namespace is not { } space || endpoint.Record.Join is not { InterfaceName.Length: > 0 } join)
        {
            return;
        }

        await space.PlugAsync(Plan(endpoint, gateways), cancellationToken);
        rollback.Push($"interface {join.InterfaceName} in sandbox {sandbox.Name}", _ => space.UnplugAsync(join));
    }

    // Who was never told of the addresses has nothing to correct; on a network that reaches other hosts, nobody knows who was.
    private static void Announce(Endpoint endpoint, Sandbox sandbox, Rollback rollback)
    {
        var network = endpoint.Network;
        if (sandbox.Namespace is { } space && endpoint.Record.Join is { InterfaceName.Length: > 0 }
            && (network.Announcements.IsAsked || network.Driver.Capability.ConnectivityScope == Scope.Global
                || network.FormerHolders.AnyOther(endpoint.MacAddress, endpoint.Address, endpoint.AddressIPv6)))
        {
            network.Context.Announcer.Start(endpoint.Id, space, Plan(endpoint, default), network.Announcements);
            rollback.Push($"announcements of endpoint {endpoint.Name}", _ => network.Context.Announcer.StopAsync(endpoint.Id));
        }
    }

    internal static InterfacePlan Plan(Endpoint endpoint, Gateways gateways)
    {
        var join = endpoint.Record.Join!;
        return new InterfacePlan
        {
            HostName = join.HostName,
            Name = join.InterfaceName,
            CreatedInSandbox = join.CreatedInSandbox,
            MacAddress = endpoint.MacAddress,
            Address = endpoint.Address,
            AddressIPv6 = endpoint.AddressIPv6,
            Routes = join.Routes,
            Gateway = gateways.IPv4 == endpoint ? join.Gateway : null,
            GatewayIPv6 = gateways.IPv6 == endpoint ? join.GatewayIPv6 : null,
        };
    }

    private static async ValueTask ProgramGatewaysAsync(Sandbox sandbox, Gateways gateways, CancellationToken cancellationToken)
    {
        if (sandbox.Namespace is { } space)
        {
            await space.SetGatewaysAsync(gateways.IPv4?.Record.Join, gateways.IPv6?.Record.Join, cancellationToken);
        }
    }

    /// <summary>The endpoint that lost the role is told first, then the one that has it now (C-094).</summary>
    private static async ValueTask TellGatewaysAsync(Endpoint endpoint, Gateways old, Gateways now, Rollback rollback, CancellationToken cancellationToken)
    {
        if (now != old)
        {
            foreach (var former in old.Endpoints.Where(former => !now.Endpoints.Contains(former)))
            {
                rollback.Push($"ports of endpoint {former.Name}", undo => TellAsync(former, old, undo));
                await TellAsync(former, now, cancellationToken);
            }
        }

        await TellAsync(endpoint, now, cancellationToken);
    }

    private static ValueTask TellAsync(Endpoint endpoint, Gateways gateways, CancellationToken cancellationToken) =>
        endpoint.Network.Driver.Driver is IExternalConnectivity connectivity
            ? connectivity.ProgramExternalConnectivityAsync(endpoint.Network.Id, endpoint.Id,
                gateways.IPv4?.Id ?? "", gateways.IPv6?.Id ?? "", cancellationToken)
            : ValueTask.CompletedTask;
}
