using LibNetwork.DriverApi;

namespace LibNetwork.Reconciliation;

/// <summary>Compares the kernel with the records while everything is in use, and repairs what is not as it should be.</summary>
internal sealed class Inspection(ControllerContext context)
{
    // A sandbox that is being made has its namespace a moment before it is known.
    private static readonly TimeSpan s_making = TimeSpan.FromSeconds(2);

    /// <summary>
    /// 1. the store; 2. each network's side on the host; 3. the insides of sandboxes, for which their networks must be whole; 4. namespaces that
    /// no sandbox owns; 5. what belongs to no network: leftovers, the packet filter, the host's settings.
    /// </summary>
    internal async ValueTask<IReadOnlyList<Finding>> RunAsync(bool repair, CancellationToken cancellationToken)
    {
        using var alone = await context.InspectionLock.EnterAsync(cancellationToken);
        var findings = new Findings(repair);
        if (context.Store.Refusal is { } refusal)
        {
            findings.Add("store", "", "takes no changes", $"{refusal}; free space on its disk, or make its directory writable");
        }

        var ofDrivers = new List<Finding>();
        foreach (var network in context.Networks.All)
        {
            using var held = await network.Lock.EnterAsync(cancellationToken);
            foreach (var endpoint in network.EndpointIndex.All.Where(endpoint => endpoint.OwesLeave))
            {
                await findings.AddAsync($"endpoint {endpoint.Name}", $"network {network.Name}", "has left its sandbox, but its driver failed to take it off",
                    ("it would be taken off", "it is taken off"), async () =>
                    {
                        await network.Driver.Driver.LeaveAsync(network.Id, endpoint.Id, cancellationToken);
                        endpoint.OwesLeave = false;
                    });
            }

            if (network.Driver.Driver is INetworkInspector inspector)
            {
                ofDrivers.AddRange(await inspector.InspectNetworkAsync(network.Id, repair, cancellationToken));
            }
        }

        foreach (var network in context.ServedNetworks.All)
        {
            if (network.Driver is INetworkInspector inspector)
            {
                using var held = await network.Lock.EnterAsync(cancellationToken);
                ofDrivers.AddRange(await inspector.InspectNetworkAsync(network.Id, repair, cancellationToken));
            }
        }

        await new SandboxRepair(context, findings).RunAsync(later: null, cancellationToken);
        await SweepNamespacesAsync(findings, cancellationToken);
        foreach (var driver in context.Drivers.All)
        {
            if (driver.Driver is INetworkInspector inspector)
            {
                ofDrivers.AddRange(await inspector.InspectHostAsync(repair, cancellationToken));
            }
        }

        return [.. findings.All, .. ofDrivers.Select(finding => finding with { Owner = NameOf(finding.Owner) })];
    }

    private async ValueTask SweepNamespacesAsync(Findings findings, CancellationToken cancellationToken)
    {
        var strays = Strays().ToList();
        if (strays.Count == 0)
        {
            return;
        }

        await Task.Delay(s_making, context.Clock, cancellationToken);
        foreach (var path in strays.Intersect(Strays(), StringComparer.Ordinal))
        {
            await findings.AddAsync($"namespace {path}", "", "has no sandbox", ("it would be removed", "it is removed"), () =>
            {
                context.Namespaces.Remove(path);
                return ValueTask.CompletedTask;
            });
        }
    }

    private IEnumerable<string> Strays()
    {
        var owned = context.Sandboxes.All.Select(sandbox => sandbox.Key).ToHashSet(StringComparer.Ordinal);
        return context.Namespaces.List().Where(path => !owned.Contains(path));
    }

    // Drivers know ids, people know names.
    private string NameOf(string id)
    {
        if (context.Networks.TryGetId(id, out var network))
        {
            return $"network {network.Name}";
        }

        if (context.ServedNetworks.All.Any(served => served.Id == id))
        {
            return $"served network {ObjectId.Short(id)}";
        }

        return context.Networks.All.SelectMany(of => of.EndpointIndex.All).FirstOrDefault(endpoint => endpoint.Id == id) is { } owner
            ? $"endpoint {owner.Name} on network {owner.Network.Name}" : id;
    }
}
