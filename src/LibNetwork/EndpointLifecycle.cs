using LibNetwork.DriverApi;
using LibNetwork.Events;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>How an endpoint comes and goes.</summary>
internal static class EndpointLifecycle
{
    internal static async ValueTask<Endpoint> CreateAsync(Network network, EndpointConfig config, CancellationToken cancellationToken)
    {
        EndpointValidation.Check(network, config);
        using var held = new HeldName(network, config.Name);
        using var locked = await network.Lock.EnterAsync(cancellationToken);
        await using var rollback = new Rollback(network.Context.Logger);
        var endpoint = await CreateLockedAsync(network, config, rollback, cancellationToken);
        FinishCreate(endpoint);
        Publish(endpoint, held);
        rollback.Commit();
        network.Context.Events.Endpoint(endpoint, EventAction.Create);
        return endpoint;
    }

    internal static async ValueTask<Endpoint> ConnectAsync(Network network, Sandbox sandbox, EndpointConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        EndpointValidation.Check(network, config);
        using var held = new HeldName(network, config.Name);
        using var joining = await sandbox.Lock.EnterAsync(cancellationToken);
        return await ConnectAsync(network, sandbox, config, held, explain: null, cancellationToken);
    }

    /// <summary>As the public one, with the sandbox's lock held.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="config">What was asked for.</param>
    /// <param name="explain">Says what a refusal means to the caller: the step, <c>create</c> or <c>join</c>, and the refusal.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    internal static async ValueTask<Endpoint> ConnectAsync(Network network, Sandbox sandbox, EndpointConfig config,
        Func<string, NetworkException, NetworkException> explain, CancellationToken cancellationToken)
    {
        HeldName held;
        try
        {
            EndpointValidation.Check(network, config);
            held = new HeldName(network, config.Name);
        }
        catch (NetworkException refused)
        {
            throw explain("create", refused);
        }

        using (held)
        {
            return await ConnectAsync(network, sandbox, config, held, explain, cancellationToken);
        }
    }

    private static async ValueTask<Endpoint> ConnectAsync(Network network, Sandbox sandbox, EndpointConfig config, HeldName held,
        Func<string, NetworkException, NetworkException>? explain, CancellationToken cancellationToken)
    {
        Membership.EnsureMayJoin(network, sandbox);
        await using var turn = new NetworkTurn(network);
        await turn.TakeAsync(cancellationToken);
        var step = "create";
        try
        {
            var endpoint = await CreateLockedAsync(network, config, turn.Rollback, cancellationToken);
            step = "join";
            var old = await Membership.JoinLockedAsync(endpoint, sandbox, turn.Rollback, cancellationToken);
            Publish(endpoint, held);
            turn.Rollback.Push($"endpoint {config.Name}", () => Withdraw(endpoint));
            await Membership.BecomeReachableAsync(endpoint, sandbox, old, turn, cancellationToken);
            FinishCreate(endpoint);
            await Membership.FindWayOutAsync(endpoint, sandbox, turn, cancellationToken);
            turn.Commit();
            network.Context.Events.Endpoint(endpoint, EventAction.Create);
            network.Context.Events.Membership(endpoint, sandbox, EventAction.Connect);
            return endpoint;
        }
        catch (NetworkException refused) when (explain is not null)
        {
            throw explain(step, refused);
        }
    }

    /// <summary>Deletes an endpoint, leaving its sandbox first when that is forced.</summary>
    internal static async ValueTask DeleteAsync(Endpoint endpoint, bool force, CancellationToken cancellationToken)
    {
        var sandbox = endpoint.Sandbox;
        if (sandbox is not null && !force)
        {
            throw NetworkErrors.ActiveSandbox(endpoint);
        }

        using var leaving = sandbox is null ? default(AsyncLock.Holder?) : await sandbox.Lock.EnterAsync(cancellationToken);
        await DeleteAsync(endpoint, sandbox, cancellationToken);
        if (sandbox is not null)
        {
            await Membership.KeepWayOutAsync(endpoint, sandbox);
        }
    }

    /// <summary>Deletes an endpoint, its sandbox's lock held; it leaves the sandbox first.</summary>
    internal static async ValueTask DeleteAsync(Endpoint endpoint, Sandbox? sandbox, CancellationToken cancellationToken)
    {
        var old = sandbox?.Gateways ?? default;
        try
        {
            using var locked = await endpoint.Network.Lock.EnterAsync(cancellationToken);
            await DeleteLockedAsync(endpoint, sandbox);
        }
        finally
        {
            if (sandbox is not null)
            {
                await Membership.SettleAsync(sandbox, old);
            }
        }
    }

    // Both locks are held.
    private static async ValueTask DeleteLockedAsync(Endpoint endpoint, Sandbox? sandbox)
    {
        endpoint.EnsureAlive();
        if (endpoint.Record.SandboxId is { } joined && joined != sandbox?.Id)
        {
            throw NetworkErrors.ActiveSandbox(endpoint); // It joined while the locks were taken.
        }

        var context = endpoint.Network.Context;
        var before = endpoint.Record;
        context.Save(before with { State = RecordState.Deleting });
        endpoint.Record = before with { State = RecordState.Deleting };
        if (sandbox is not null && before.SandboxId is not null)
        {
            await Membership.LeaveLockedAsync(endpoint, sandbox, unplug: true);
        }

        await FinishDeleteAsync(endpoint, before);
        context.Store.Settle([.. endpoint.Farewell], durable: false);
    }

    /// <summary>Deletes an endpoint that has left, all but its record: the driver's part, its addresses, its names.</summary>
    internal static async ValueTask DeleteLockedAsync(Endpoint endpoint)
    {
        var network = endpoint.Network;
        await network.Driver.Driver.DeleteEndpointAsync(network.Id, endpoint.Id, CancellationToken.None);
        await ForgetLockedAsync(endpoint);
    }

    /// <summary>Gives up an endpoint that its driver has deleted, or will never hear of: its addresses, its names.</summary>
    internal static async ValueTask ForgetLockedAsync(Endpoint endpoint)
    {
        if (await EndpointAddresses.RestAsync(endpoint.Network, endpoint.Record))
        {
            endpoint.Farewell = Remember(endpoint);
        }

        endpoint.Network.EndpointIndex.Remove(endpoint.Id, endpoint.Name);
        endpoint.Network.Context.Events.Endpoint(endpoint, EventAction.Destroy);
    }

    private static async ValueTask FinishDeleteAsync(Endpoint endpoint, EndpointRecord before)
    {
        try
        {
            await DeleteLockedAsync(endpoint);
        }
        catch
        {
            // The driver refused: the endpoint stays, out of its sandbox if it has left it.
            endpoint.Record = before with { SandboxId = endpoint.Record.SandboxId, Join = endpoint.Record.Join };
            endpoint.Network.Context.Settle(endpoint.Record);
            throw;
        }
    }

    private static async ValueTask<Endpoint> CreateLockedAsync(Network network, EndpointConfig config, Rollback rollback, CancellationToken cancellationToken)
    {
        network.EnsureAlive();
        var context = network.Context;
        var record = new EndpointRecord
        {
            Id = ObjectId.New(),
            NetworkId = network.Id,
            Created = context.Clock.GetUtcNow(),
            Config = config,
            State = RecordState.Creating,
        };
        var former = network.Memory.Find(config.Name);
        if (former is not null)
        {
            // After its addresses are given back below, since what is undone last is pushed first.
            rollback.Push($"memory of endpoint {config.Name}", _ => EndpointAddresses.RestAgainAsync(network, former));
        }

        record = await EndpointAddresses.AllocateAsync(network, record, former is not null && AddressMemory.IsSame(config, former) ? former : null, cancellationToken);
        rollback.Push($"addresses of endpoint {config.Name}", _ => EndpointAddresses.ReleaseAsync(network, record));

        context.Save(record);
        rollback.Push($"record of endpoint {config.Name}", () => context.Forget(RecordKind.Endpoint, record.Id));

        var endpoint = new Endpoint(network, record) { Former = former };
        var driver = network.Driver.Driver;
        var info = ToInterface(record);
        await driver.CreateEndpointAsync(network.Id, record.Id, info, endpoint.Options, cancellationToken);
        rollback.Push($"endpoint {config.Name} of driver {network.Driver.Type}", undo => driver.DeleteEndpointAsync(network.Id, record.Id, undo));
        endpoint.Record = record with { MacAddress = info.MacAddress, Address = info.Address, AddressIPv6 = info.AddressIPv6 };
        return endpoint;
    }

    /// <summary>Stores an endpoint that is made; whom it follows is not remembered any more.</summary>
    private static void FinishCreate(Endpoint endpoint)
    {
        var context = endpoint.Network.Context;
        endpoint.Record = endpoint.Record with { State = RecordState.Ready };
        if (endpoint.Former is not { } former)
        {
            context.Save(endpoint.Record);
            return;
        }

        context.Store.Commit([Put(endpoint.Record), new RecordChange(RecordKind.Endpoint, former.Id, Value: null)], durable: false);
        endpoint.Network.Memory.Forget(former.Config.Name);
        EndpointAddresses.EndRest(endpoint.Network, [former]);
    }

    private static IReadOnlyList<RecordChange> Remember(Endpoint endpoint)
    {
        var network = endpoint.Network;
        var former = endpoint.Record with { State = RecordState.Former, SandboxId = null, Join = null, Left = network.Context.Clock.GetUtcNow() };
        var forgotten = network.Memory.Remember(former);
        EndpointAddresses.EndRest(network, forgotten);
        return [Put(former), .. forgotten.Where(other => other.Id != former.Id).Select(other => new RecordChange(RecordKind.Endpoint, other.Id, Value: null))];
    }

    private static RecordChange Put(EndpointRecord record) => new(RecordKind.Endpoint, record.Id, RecordJson.Write(record, RecordJson.Default.EndpointRecord));

    internal static EndpointInterface ToInterface(EndpointRecord record)
    {
        var info = new EndpointInterface();
        if (record.MacAddress is { } mac)
        {
            info.SetMacAddress(mac);
        }

        if (record.Address is { } address)
        {
            info.SetIPAddress(address);
        }

        if (record.AddressIPv6 is { } addressIPv6)
        {
            info.SetIPAddress(addressIPv6);
        }

        return info;
    }

    // Whoever found it meanwhile finds it gone.
    private static void Withdraw(Endpoint endpoint)
    {
        endpoint.Record = endpoint.Record with { State = RecordState.Deleting };
        endpoint.Network.EndpointIndex.Remove(endpoint.Id, endpoint.Name);
    }

    private static void Publish(Endpoint endpoint, HeldName held)
    {
        endpoint.Network.EndpointIndex.Add(endpoint.Id, endpoint.Name, endpoint);
        held.Keep();
    }

    /// <summary>A name that is taken on a network while its endpoint is being made.</summary>
    private sealed class HeldName : IDisposable
    {
        private readonly Network _network;
        private readonly string _name;
        private bool _kept;

        internal HeldName(Network network, string name)
        {
            (_network, _name) = (network, name);
            if (!network.EndpointIndex.Reserve(name))
            {
                throw NetworkErrors.EndpointNameTaken(name, network.Name);
            }
        }

        public void Dispose()
        {
            if (!_kept)
            {
                _network.EndpointIndex.Unreserve(_name);
            }
        }

        internal void Keep() => _kept = true;
    }
}
