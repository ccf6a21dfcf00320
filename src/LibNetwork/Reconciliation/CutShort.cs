using LibNetwork.Store;

namespace LibNetwork.Reconciliation;

/// <summary>Deals with what was in flight when the engine stopped: now, or later where it takes a plugin.</summary>
internal sealed class CutShort(ControllerContext context, DeferredWork later, Action<string> find)
{
    /// <summary>Deals with endpoints, then with networks.</summary>
    internal async ValueTask RunAsync(IReadOnlyList<Endpoint> endpoints, CancellationToken cancellationToken)
    {
        var now = new UnfinishedWork(context, find);
        var then = new UnfinishedWork(context, finding => context.Logger.StartFinding(finding));
        foreach (var endpoint in endpoints)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (endpoint.Network.Driver.IsRemote)
            {
                Hide(endpoint);
                later.Add(endpoint.Network.Driver.Type, $"endpoint {endpoint.Name}: undoing", stop => LockedAsync(endpoint.Network, () => then.UndoAsync(endpoint), stop));
            }
            else
            {
                await now.UndoAsync(endpoint);
            }
        }

        foreach (var network in context.Networks.All.Where(network => network.Record.State != RecordState.Ready))
        {
            if (network.Driver.IsRemote)
            {
                network.Record = network.Record with { State = RecordState.Deleting };
                later.Add(network.Driver.Type, $"network {network.Name}: deleting", stop => LockedAsync(network, () => then.FinishAsync(network), stop));
            }
            else
            {
                await now.FinishAsync(network);
            }
        }
    }

    // Nobody may use it before it is dealt with. The store knows it as it was.
    private static void Hide(Endpoint endpoint)
    {
        if (endpoint.Record.State == RecordState.Creating)
        {
            endpoint.Record = endpoint.Record with { State = RecordState.Deleting };
        }
    }

    private static async ValueTask LockedAsync(Network network, Func<ValueTask> step, CancellationToken cancellationToken)
    {
        using var held = await network.Lock.EnterAsync(cancellationToken);
        await step();
    }
}
