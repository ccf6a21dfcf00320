using LibNetwork.PluginClient;
using LibNetwork.Store;

namespace LibNetwork.Reconciliation;

/// <summary>Undoes or finishes what a crash cut short.</summary>
/// <remarks>A step that fails because a plugin is away ends it, with all records as they were, so that it can be done again.</remarks>
internal sealed class UnfinishedWork(ControllerContext context, Action<string> find)
{
    /// <summary>Undoes an endpoint whose creation, join, leave or deletion was cut short, or whose sandbox is gone.</summary>
    internal async ValueTask UndoAsync(Endpoint endpoint)
    {
        var record = endpoint.Record;
        var network = endpoint.Network;
        var driver = network.Driver.Driver;
        await TryAsync($"endpoint {record.Config.Name}: leaving", () => driver.LeaveAsync(network.Id, record.Id, CancellationToken.None));
        if (record.State == RecordState.Ready && record.Join is null)
        {
            find($"endpoint {record.Config.Name}: its join or leave was cut short; it has left its sandbox");
            endpoint.Record = record with { SandboxId = null };
            context.Settle(endpoint.Record);
            return;
        }

        await TryAsync($"endpoint {record.Config.Name}: deleting", () => EndpointLifecycle.DeleteLockedAsync(endpoint));
        find($"endpoint {record.Config.Name}: {(record.State == RecordState.Ready ? "its sandbox is gone" : "it was being made or deleted")}; it is removed");
        context.Store.Settle([.. endpoint.Farewell], durable: false);
    }

    /// <summary>Undoes a network's creation, or finishes its deletion.</summary>
    internal async ValueTask FinishAsync(Network network)
    {
        var record = network.Record;
        await TryAsync($"network {record.Config.Name}: deleting", () => network.Driver.Driver.DeleteNetworkAsync(record.Id, CancellationToken.None));
        find($"network {record.Config.Name}: its {(record.State == RecordState.Creating ? "creation is undone" : "deletion is finished")}");
        await NetworkLifecycle.ReleaseAsync(network);
        context.Networks.Remove(record.Id, record.Config.Name);
    }

    private async ValueTask TryAsync(string what, Func<ValueTask> step)
    {
        try
        {
            await step();
        }
        catch (Exception refused) when (refused is not OperationCanceledException and not PluginException { IsUnreachable: true })
        {
            find($"{what} failed: {refused.Message}");
        }
    }
}
