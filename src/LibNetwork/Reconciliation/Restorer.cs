using LibNetwork.DriverApi;
using LibNetwork.Serving;
using LibNetwork.Store;

namespace LibNetwork.Reconciliation;

/// <summary>Makes what is stored and what the kernel holds agree, when a controller starts.</summary>
/// <remarks>A record that was an intent is undone or finished. What has a record and is missing is made again. What is there without a
/// record is removed. Traffic of sandboxes that run is not touched.</remarks>
internal sealed class Restorer(ControllerContext context, DeferredWork later)
{
    private readonly List<string> _findings = [];
    private readonly StoredObjects _stored = new();

    /// <summary>
    /// 1. records are read, and lost ones made again of what the kernel shows; 2. sandboxes whose namespace lives are taken up; 3. networks
    /// take their pools again; 4. endpoints take their addresses again; 5. what other engines own is taken up; 6. drivers adopt what is theirs and remove what nobody owns; 7. what was in
    /// flight is undone or finished; 8. missing interfaces are made again; 9. the addresses of deleted endpoints rest again; 10. sandboxes get
    /// their default routes, and join or leave gateway networks, as they need; 11. namespaces without a sandbox are removed. What takes a plugin
    /// for it is left for later.
    /// </summary>
    internal async ValueTask<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var loss in context.Store.Losses.Concat(_stored.Read(context.Store)))
        {
            Find(loss);
        }

        context.Store.Settle([.. _stored.Damaged], durable: false);
        if (context.Store.HasLost || _stored.Damaged.Count > 0)
        {
            await TryAsync("making records of what the kernel shows", () => new KernelRecovery(context, _stored, Find).RunAsync(cancellationToken));
        }

        foreach (var record in _stored.Sandboxes)
        {
            await TryAsync($"sandbox {record.Config.Name}: taking it up", () => TakeUpAsync(record, cancellationToken));
        }

        foreach (var record in _stored.Networks)
        {
            await TryAsync($"network {record.Config.Name}: taking it up", () => TakeUpAsync(record, cancellationToken));
        }

        var cut = new List<Endpoint>();
        foreach (var record in _stored.Endpoints)
        {
            await TryAsync($"endpoint {record.Config.Name}: taking it up", () => TakeUpAsync(record, cut, cancellationToken));
        }

        var served = new ServedRestorer(context.ServedNetworks, context.Drivers, Find);
        served.TakeUp(_stored.ServedNetworks, _stored.ServedEndpoints);
        await context.ServedIpam.RestoreAsync(_stored.ServedPools, _stored.ServedAddresses, Find, cancellationToken);

        await AdoptAsync(served, cancellationToken);
        await served.FinishAsync();
        var cutShort = cut.Select(endpoint => endpoint.Record.SandboxId).ToHashSet(StringComparer.Ordinal);
        await new CutShort(context, later, Find).RunAsync(cut, cancellationToken);
        foreach (var sandbox in context.Sandboxes.All.Where(sandbox => sandbox.Config.IsExternal && !sandbox.Record.KeyIsSet))
        {
            await TryAsync($"sandbox {sandbox.Name}: giving its namespace back, which it had half taken", () => ExternalKey.UndoAsync(sandbox));
        }

        var findings = new Findings(repair: true);
        await new SandboxRepair(context, findings).RunAsync(later, cancellationToken);
        foreach (var finding in findings.All)
        {
            Find(finding.ToString());
        }

        foreach (var former in _stored.Former)
        {
            await TryAsync($"endpoint {former.Config.Name}: remembering its addresses", () => RememberAsync(former));
        }

        foreach (var sandbox in context.Sandboxes.All)
        {
            if (cutShort.Contains(sandbox.Id))
            {
                await TryAsync($"sandbox {sandbox.Name}: its gateways", () => Membership.ProgramGatewaysAsync(sandbox, sandbox.Gateways, cancellationToken));
            }

            await TryAsync($"sandbox {sandbox.Name}: its way out", () => context.GatewayNetworks.UpdateAsync(sandbox, cancellationToken));
        }

        await context.GatewayNetworks.RemoveUnusedAsync();
        if (!context.Store.IsUnread)
        {
            SweepNamespaces();
        }

        return _findings;
    }

    private void Find(string finding)
    {
        context.Logger.StartFinding(finding);
        _findings.Add(finding);
    }

    private async ValueTask TakeUpAsync(SandboxRecord record, CancellationToken cancellationToken)
    {
        var path = SandboxLifecycle.KeyOf(context, record.Id);
        if (record.State == RecordState.Ready && record.Config.UseHostNamespace)
        {
            Publish(new Sandbox(context, record, space: null, SandboxLifecycle.HostKey(context)));
        }
        else if (record.State == RecordState.Ready && record.Config.IsExternal && !record.KeyIsSet && File.Exists(path) && !context.Namespaces.IsThere(path))
        {
            Publish(new Sandbox(context, record, space: null, path)); // Nobody has named its namespace yet.
        }
        else if (record.State == RecordState.Ready && context.Namespaces.IsThere(path))
        {
            var space = await context.Namespaces.AdoptAsync(path, cancellationToken);
            Publish(new Sandbox(context, record, space, path));
        }
        else
        {
            Find(record.State == RecordState.Ready ? $"sandbox {record.Config.Name}: its namespace is gone; the sandbox is removed"
                : $"sandbox {record.Config.Name}: its deletion is finished");
            context.Forget(RecordKind.Sandbox, record.Id);
        }
    }

    private void Publish(Sandbox sandbox)
    {
        context.Sandboxes.Reserve(sandbox.Name);
        context.Sandboxes.Add(sandbox.Id, sandbox.Name, sandbox);
    }

    private async ValueTask TakeUpAsync(NetworkRecord record, CancellationToken cancellationToken)
    {
        // C-148: a network whose driver is away is there all the same.
        if (context.Drivers.Adopt(record.Config.Driver, record.Scope == Scope.None ? Scope.Local : record.Scope) is not { } driver)
        {
            Find($"network {record.Config.Name}: its driver {record.Config.Driver} is not registered; it is left as it is");
            return;
        }

        if (driver.IsRemote && !context.Plugins.IsInstalled(driver.Type))
        {
            Find($"network {record.Config.Name}: there is no plugin {driver.Type}; it is left as it is until there is one");
        }

        if (!context.Ipams.TryGet(record.Config.IpamDriver, out var ipam))
        {
            later.Add(record.Config.IpamDriver, $"IPAM driver {record.Config.IpamDriver}: asking for what is in use",
                async stop => await context.GetIpamAsync(record.Config.IpamDriver, stop));
        }
        else if (ipam.Capability.RequiresRequestReplay)
        {
            var pools = new NetworkPools(ipam, record.Scope, context.HostNetworks, context.Logger);
            foreach (var pool in record.IPv4Pools.Concat(record.IPv6Pools))
            {
                await TryAsync($"network {record.Config.Name}: pool {pool.Pool}", () => pools.ReplayAsync(pool, record.Config.IpamOptions, cancellationToken));
            }
        }

        context.Networks.Reserve(record.Config.Name);
        context.Networks.Add(record.Id, record.Config.Name, new Network(context, record, driver));
    }

    private async ValueTask TakeUpAsync(EndpointRecord record, List<Endpoint> cut, CancellationToken cancellationToken)
    {
        if (!context.Networks.TryGetId(record.NetworkId, out var network))
        {
            if (_stored.Networks.All(stored => stored.Id != record.NetworkId))
            {
                Find($"endpoint {record.Config.Name}: its network is gone; the endpoint is removed");
                context.Forget(RecordKind.Endpoint, record.Id);
            }

            return;
        }

        if (context.Ipams.TryGet(network.Config.IpamDriver, out var ipam) && ipam.Capability.RequiresRequestReplay)
        {
            await TryAsync($"endpoint {record.Config.Name}: its addresses", () => EndpointAddresses.ReplayAsync(ipam, record, cancellationToken));
        }

        var endpoint = new Endpoint(network, record);
        network.EndpointIndex.Reserve(record.Config.Name);
        network.EndpointIndex.Add(record.Id, record.Config.Name, endpoint);
        if (endpoint.Sandbox is { } sandbox && record.State == RecordState.Ready)
        {
            if (record.Join!.InterfaceName is { Length: > 0 } name)
            {
                sandbox.InterfaceNames.Take(name);
            }

            sandbox.SetEndpoints([.. sandbox.Endpoints, endpoint]);
        }
        else if (record.State != RecordState.Ready || record.SandboxId is not null)
        {
            cut.Add(endpoint);
        }
    }

    // Who is there again, or was remembered anew by what was finished above, is not remembered twice.
    private async ValueTask RememberAsync(EndpointRecord former)
    {
        if (!context.Networks.TryGetId(former.NetworkId, out var network)
            ? _stored.Networks.All(stored => stored.Id != former.NetworkId)
            : network.EndpointIndex.TryGetName(former.Config.Name, out _) || network.Memory.Find(former.Config.Name) is not null)
        {
            context.Forget(RecordKind.Endpoint, former.Id);
        }
        else if (network is not null)
        {
            EndpointAddresses.EndRest(network, network.Memory.Remember(former));
            await EndpointAddresses.RestAgainAsync(network, former);
        }
    }

    private async ValueTask AdoptAsync(ServedRestorer served, CancellationToken cancellationToken)
    {
        foreach (var network in context.Networks.All)
        {
            if (network is { Record.State: RecordState.Ready, Config.ConfigOnly: false } && network.Driver.Driver is INetworkRestorer restorer)
            {
                var endpoints = network.Endpoints.Where(IsWhole).Select(endpoint => new RestoredEndpoint(
                    endpoint.Id, EndpointLifecycle.ToInterface(endpoint.Record), endpoint.Options, endpoint.Sandbox?.Key)
                {
                    SandboxOptions = endpoint.Sandbox?.Options ?? DriverOptions.Empty,
                    GatewayIPv4EndpointId = endpoint.Sandbox?.Gateways.IPv4?.Id ?? "",
                    GatewayIPv6EndpointId = endpoint.Sandbox?.Gateways.IPv6?.Id ?? "",
                });
                await TryAsync($"network {network.Name}: restoring", () => restorer.RestoreNetworkAsync(
                    new RestoredNetwork(network.Id, network.Options, network.IPv4Data, network.IPv6Data, [.. endpoints]), cancellationToken));
            }
        }

        await served.AdoptAsync(cancellationToken);
        if (context.Store.IsUnread)
        {
            // Who owns what is written where it cannot be read now.
            return;
        }

        foreach (var driver in context.Drivers.All)
        {
            if (driver.Driver is INetworkRestorer restorer)
            {
                await TryAsync($"driver {driver.Type}: removing what nobody owns", () => restorer.RemoveOrphansAsync(cancellationToken));
            }
        }
    }

    // An endpoint whose join or leave was cut short is its driver's all the same, in no sandbox: it may join again.
    private static bool IsWhole(Endpoint endpoint) =>
        endpoint.Record is { State: RecordState.Ready } record
        && (record.SandboxId is null || record.Join is null || endpoint.Sandbox is not null);

    private void SweepNamespaces()
    {
        var owned = context.Sandboxes.All.Select(sandbox => sandbox.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var path in context.Namespaces.List().Where(path => !owned.Contains(path)))
        {
            Find($"namespace {path}: no sandbox owns it; it is removed");
            context.Namespaces.Remove(path);
        }
    }

    private async ValueTask TryAsync(string what, Func<ValueTask> step)
    {
        try
        {
            await step();
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            Find($"{what} failed: {refused.Message}");
        }
    }
}
