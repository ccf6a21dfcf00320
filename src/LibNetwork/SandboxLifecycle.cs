using LibNetwork.Events;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>How a sandbox comes and goes.</summary>
internal static class SandboxLifecycle
{
    /// <summary>Creates a sandbox. Check and registration of its name are one step (K-048).</summary>
    internal static async ValueTask<Sandbox> CreateAsync(ControllerContext context, SandboxConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Check().ThrowIfAny();
        if (!context.Sandboxes.Reserve(config.Name))
        {
            throw NetworkErrors.SandboxNameTaken(config.Name);
        }

        await using var rollback = new Rollback(context.Logger);
        rollback.Push($"name of sandbox {config.Name}", () => context.Sandboxes.Unreserve(config.Name));
        var record = new SandboxRecord { Id = ObjectId.New(), Created = context.Clock.GetUtcNow(), Config = config };
        SandboxNamespace? space = null;
        if (!config.UseHostNamespace)
        {
            space = await context.NamespacePool.TakeAsync(KeyOf(context, record.Id), cancellationToken);
            rollback.Push($"namespace of sandbox {config.Name}", space.Destroy);
        }

        context.Save(record);
        var sandbox = new Sandbox(context, record, space, space?.Path ?? HostKey(context));
        context.Sandboxes.Add(record.Id, config.Name, sandbox);
        rollback.Commit();
        context.Events.Sandbox(sandbox, EventAction.Create);
        return sandbox;
    }

    /// <summary>
    /// Deletes a sandbox: 1. the intent is stored; 2. each endpoint leaves and is deleted, and a failure stops none of the others: the
    /// endpoint stays, without a sandbox; 3. the namespace is given up; 4. the sandbox and its endpoints are forgotten at once.
    /// </summary>
    internal static async ValueTask DeleteAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        using var deleting = await sandbox.Lock.EnterAsync(cancellationToken);
        sandbox.EnsureAlive();
        var context = sandbox.Context;
        context.Save(sandbox.Record with { State = RecordState.Deleting });
        sandbox.Record = sandbox.Record with { State = RecordState.Deleting };
        var forgotten = new List<RecordChange> { new(RecordKind.Sandbox, sandbox.Id, Value: null) };
        foreach (var endpoint in sandbox.Endpoints)
        {
            using var locked = await endpoint.Network.Lock.EnterAsync(CancellationToken.None);
            endpoint.Record = endpoint.Record with { State = RecordState.Deleting };
            await Membership.LeaveLockedAsync(endpoint, sandbox, namespaceStays: false);
            if (await context.Logger.GoOnAsync($"endpoint {endpoint.Name}: deleting", () => EndpointLifecycle.DeleteLockedAsync(endpoint)))
            {
                forgotten.AddRange(endpoint.Farewell);
            }
            else
            {
                // Its driver still has it, so it stays where it can be seen and deleted.
                endpoint.Record = endpoint.Record with { State = RecordState.Ready };
                context.Settle(endpoint.Record);
            }
        }

        sandbox.Namespace?.Destroy();
        context.Store.Settle([.. forgotten], durable: false);
        context.Sandboxes.Remove(sandbox.Id, sandbox.Name);
        context.Events.Sandbox(sandbox, EventAction.Destroy);
    }

    /// <summary>Where a sandbox's namespace is pinned (C-089).</summary>
    internal static string KeyOf(ControllerContext context, string id) => Path.Combine(context.NamespaceRoot, ObjectId.Short(id));

    internal static string HostKey(ControllerContext context) =>
        $"/proc/{Environment.ProcessId}/fd/{context.HostNamespace.Handle.DangerousGetHandle()}";
}
