using LibNetwork.DriverApi;
using LibNetwork.Events;
using LibNetwork.PluginClient;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>How a network comes and goes.</summary>
internal static class NetworkLifecycle
{
    /// <summary>
    /// Creates a network:
    /// 1. everything in the request is checked; 2. what it does not say is filled in, from a configuration or the engine's settings; 3. the
    /// name is reserved; 4. the driver says whether it needs gateways; 5. pools are taken, IPv4 then IPv6; 6. the intent is stored; 7. the
    /// driver makes its side; 8. the network is stored and can be found.
    /// </summary>
    internal static async ValueTask<Network> CreateAsync(ControllerContext context, NetworkConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Check().ThrowIfAny();
        if (context.HasPredefinedNetworks && PredefinedNetworks.IsReserved(config.Name))
        {
            throw NetworkErrors.PredefinedName(config.Name);
        }

        NetworkConfiguration.Check(config);
        if (config.ConfigOnly)
        {
            return CreateConfiguration(context, config);
        }

        if (config.ConfigFrom.Length > 0)
        {
            var (whole, held) = await NetworkConfiguration.HoldAsync(context, config, cancellationToken);
            using (held)
            {
                return await CreateWholeAsync(context, whole, predefined: false, cancellationToken);
            }
        }

        if (context.DefaultNetworkOptions.TryGetValue(config.Driver, out var options))
        {
            config = config with { DriverOptions = Defaults.Under(config.DriverOptions, options) };
        }

        return await CreateWholeAsync(context, config, predefined: false, cancellationToken);
    }

    /// <summary>Creates a network that is there from the start. Its record need not survive the machine: a start makes it again.</summary>
    internal static ValueTask<Network> CreatePredefinedAsync(ControllerContext context, NetworkConfig config, CancellationToken cancellationToken)
    {
        config.Check().ThrowIfAny();
        return CreateWholeAsync(context, config, predefined: true, cancellationToken);
    }

    /// <summary>Stores a configuration-only network; neither a driver nor an IPAM driver hears of it (C-050).</summary>
    private static Network CreateConfiguration(ControllerContext context, NetworkConfig config)
    {
        config = NetworkConfiguration.Stored(config);
        var driver = context.Drivers.Find(config.Driver) ?? throw NetworkErrors.UnknownDriver(config.Driver);
        if (!context.Networks.Reserve(config.Name))
        {
            throw NetworkErrors.NetworkNameTaken(config.Name);
        }

        try
        {
            var record = new NetworkRecord { Id = ObjectId.New(), Created = context.Clock.GetUtcNow(), Config = config, Scope = Scope.Local };
            context.Save(record);
            var network = new Network(context, record, driver);
            context.Networks.Add(network.Id, network.Name, network);
            context.Logger.ConfigurationCreated(network.Name, network.Id);
            context.Events.Network(network, EventAction.Create);
            return network;
        }
        catch
        {
            context.Networks.Unreserve(config.Name);
            throw;
        }
    }

    private static async ValueTask<Network> CreateWholeAsync(ControllerContext context, NetworkConfig config, bool predefined,
        CancellationToken cancellationToken)
    {
        var driver = await context.Drivers.GetAsync(config.Driver, cancellationToken);
        var scope = ScopeOf(config, driver);
        var pools = new NetworkPools(await context.GetIpamAsync(config.IpamDriver, cancellationToken), scope, context.HostNetworks, context.Logger);
        if (!context.Networks.Reserve(config.Name))
        {
            throw NetworkErrors.NetworkNameTaken(config.Name);
        }

        await using var rollback = new Rollback(context.Logger);
        rollback.Push($"name of network {config.Name}", () => context.Networks.Unreserve(config.Name));
        var options = Network.BuildOptions(config);
        var (skipIPv4, skipIPv6) = driver.Driver is IGatewayAllocationChecker checker
            ? await checker.GetSkipGatewayAllocationAsync(options, cancellationToken) : (false, false);

        var record = new NetworkRecord
        {
            Id = ObjectId.New(),
            Created = context.Clock.GetUtcNow(),
            Config = config,
            Scope = scope,
            IsPredefined = predefined,
            State = RecordState.Creating,
        };
        if (NeedsPools(driver) && config.EnableIPv4)
        {
            record = record with { IPv4Pools = await pools.AllocateAsync(config, v6: false, skipIPv4, cancellationToken) };
            rollback.Push($"IPv4 pools of network {config.Name}", _ => pools.ReleaseAsync(record.IPv4Pools));
        }

        if (NeedsPools(driver) && config.EnableIPv6)
        {
            record = record with { IPv6Pools = await pools.AllocateAsync(config, v6: true, skipIPv6, cancellationToken) };
            rollback.Push($"IPv6 pools of network {config.Name}", _ => pools.ReleaseAsync(record.IPv6Pools));
        }

        context.Save(record);
        rollback.Push($"record of network {config.Name}", () => context.Forget(RecordKind.Network, record.Id));
        var network = new Network(context, record with { State = RecordState.Ready }, driver);
        await driver.Driver.CreateNetworkAsync(record.Id, network.Options, network.IPv4Data, network.IPv6Data, cancellationToken);
        rollback.Push($"network {config.Name} of driver {driver.Type}",
            undo => driver.Driver.DeleteNetworkAsync(record.Id, undo));
        context.Save(network.Record);
        context.Networks.Add(network.Id, network.Name, network);
        rollback.Commit();
        context.Logger.NetworkCreated(network.Name, network.Id, driver.Type);
        context.Events.Network(network, EventAction.Create);
        return network;
    }

    /// <summary>Deletes a network. The driver is asked before anything is given up: if it refuses, the network stays whole (K-035).</summary>
    internal static async ValueTask DeleteAsync(Network network, bool force, CancellationToken cancellationToken)
    {
        using var held = await network.Lock.EnterAsync(cancellationToken);
        if (network.Config.ConfigOnly)
        {
            DeleteConfiguration(network);
            return;
        }

        if (force)
        {
            await AbandonEndpointsAsync(network, cancellationToken);
        }
        else
        {
            network.EnsureAlive();
        }

        if (network.EndpointIndex.Count > 0)
        {
            throw NetworkErrors.ActiveEndpoints(network);
        }

        var context = network.Context;
        var ready = network.Record;
        context.Save(ready with { State = RecordState.Deleting });
        network.Record = ready with { State = RecordState.Deleting };
        try
        {
            await network.Driver.Driver.DeleteNetworkAsync(network.Id, cancellationToken);
        }
        catch (PluginException away) when (force && away.IsUnreachable)
        {
            context.Logger.Abandoned($"network {network.Name}", away);
        }
        catch
        {
            network.Record = ready;
            context.Settle(ready);
            throw;
        }

        await ReleaseAsync(network);
        context.Networks.Remove(network.Id, network.Name);
        context.Logger.NetworkDeleted(network.Name, network.Id);
        context.Events.Network(network, EventAction.Destroy);
    }

    private static void DeleteConfiguration(Network network)
    {
        var context = network.Context;
        if (!context.Networks.TryGetId(network.Id, out _))
        {
            throw NetworkErrors.NetworkIsGoing(network.Name);
        }

        if (NetworkConfiguration.IsInUse(context, network))
        {
            throw NetworkErrors.ConfigurationInUse(network.Name); // C-056
        }

        context.Forget(RecordKind.Network, network.Id);
        context.Networks.Remove(network.Id, network.Name);
        context.Logger.NetworkDeleted(network.Name, network.Id);
        context.Events.Network(network, EventAction.Destroy);
    }

    /// <summary>Deletes the endpoints no sandbox has joined, those of which a plugin that is away will not hear included.</summary>
    private static async ValueTask AbandonEndpointsAsync(Network network, CancellationToken cancellationToken)
    {
        var context = network.Context;
        if (!context.Networks.TryGetId(network.Id, out _))
        {
            throw NetworkErrors.NetworkIsGoing(network.Name);
        }

        if (network.Endpoints.Any(endpoint => endpoint.Sandbox is not null))
        {
            throw NetworkErrors.ActiveEndpoints(network);
        }

        foreach (var endpoint in network.Endpoints)
        {
            try
            {
                await network.Driver.Driver.DeleteEndpointAsync(network.Id, endpoint.Id, cancellationToken);
            }
            catch (PluginException away) when (away.IsUnreachable)
            {
                context.Logger.Abandoned($"endpoint {endpoint.Name}", away);
            }

            await EndpointLifecycle.ForgetLockedAsync(endpoint);
            context.Store.Settle([.. endpoint.Farewell], durable: false);
        }
    }

    /// <summary>Gives a network's pools back and forgets its record: the last part of a delete, and of undoing a create.</summary>
    internal static async ValueTask ReleaseAsync(Network network)
    {
        var (context, record) = (network.Context, network.Record);
        if (record.IPv4Pools.Count + record.IPv6Pools.Count > 0)
        {
            await context.Logger.GoOnAsync($"network {record.Config.Name}: giving its pools back", () => ReleasePoolsAsync(context, record));
        }

        RecordChange[] forgotten =
        [
            new(RecordKind.Network, record.Id, Value: null),
            .. network.Memory.Ids.Select(former => new RecordChange(RecordKind.Endpoint, former, Value: null)),
        ];
        context.Store.Settle(forgotten, durable: true);
    }

    private static async ValueTask ReleasePoolsAsync(ControllerContext context, NetworkRecord record)
    {
        var ipam = await context.GetIpamAsync(record.Config.IpamDriver, CancellationToken.None);
        await new NetworkPools(ipam, record.Scope, context.HostNetworks, context.Logger).ReleaseAsync(record.IPv4Pools.Concat(record.IPv6Pools));
    }

    /// <summary>The scope asked for, if the driver reaches that far back, else the driver's (C-046, C-048).</summary>
    private static Scope ScopeOf(NetworkConfig config, RegisteredDriver driver) => (config.Scope, driver.Capability.DataScope) switch
    {
        (Scope.Swarm, _) => throw new NetworkException(ErrorKind.Forbidden, "cannot create a swarm scoped network when swarm is not active"),
        (Scope.Local, Scope.Global) => throw new NetworkException(ErrorKind.Forbidden, $"cannot downgrade network scope for {driver.Type} networks"),
        (Scope.None, var its) => its,
        var (asked, _) => asked,
    };

    /// <summary>host and null networks have no addresses (C-062).</summary>
    internal static bool NeedsPools(RegisteredDriver driver) => driver.Type is not ("host" or "null");
}
