using LibNetwork.DriverApi;
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
        var key = config.UseHostNamespace ? HostKey(context) : KeyOf(context, record.Id);
        if (config.IsExternal)
        {
            ExternalKey.Reserve(key);
            rollback.Push($"file of sandbox {config.Name}", () => File.Delete(key));
        }
        else if (!config.UseHostNamespace)
        {
            var path = KeyOf(context, record.Id);
            space = await context.Namespaces.TakeAsync(path, cancellationToken);
            rollback.Push($"namespace of sandbox {config.Name}", () => GiveUp(context, space, path));
        }

        context.Save(record);
        rollback.Push($"record of sandbox {config.Name}", () => context.Forget(RecordKind.Sandbox, record.Id));
        var sandbox = new Sandbox(context, record, space, key);
        if (config.ExternalKey.Length > 0)
        {
            await ExternalKey.SetAsync(sandbox, config.ExternalKey, cancellationToken);
        }

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
            await Membership.LeaveLockedAsync(endpoint, sandbox, unplug: sandbox.Config.IsExternal);
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

        // What cannot be removed now has no owner from here on: the next start or repair removes it.
        await context.Logger.GoOnAsync($"sandbox {sandbox.Name}: giving its namespace up", () =>
        {
            GiveUp(context, sandbox.Namespace, sandbox.Config.UseHostNamespace ? null : sandbox.Key);
            return ValueTask.CompletedTask;
        });
        context.Store.Settle([.. forgotten], durable: false);
        context.Sandboxes.Remove(sandbox.Id, sandbox.Name);
        context.Events.Sandbox(sandbox, EventAction.Destroy);
        await context.GatewayNetworks.RemoveUnusedAsync();
    }

    /// <summary>Gives a sandbox another name; of two that want the same one, one is told.</summary>
    internal static async ValueTask RenameAsync(Sandbox sandbox, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        (sandbox.Config with { Name = name }).Check().ThrowIfAny();
        using var renaming = await sandbox.Lock.EnterAsync(cancellationToken);
        sandbox.EnsureAlive();
        var (context, before) = (sandbox.Context, sandbox.Record);
        if (name == sandbox.Name)
        {
            return;
        }

        if (!context.Sandboxes.Reserve(name))
        {
            throw NetworkErrors.SandboxNameTaken(name);
        }

        await using var rollback = new Rollback(context.Logger);
        rollback.Push($"name of sandbox {name}", () => context.Sandboxes.Unreserve(name));
        context.Save(before with { Config = before.Config with { Name = name } });
        sandbox.SetConfig(before.Config with { Name = name });
        context.Sandboxes.Rename(before.Config.Name, name, sandbox);
        rollback.Commit();
    }

    /// <summary>Stores other options and has every endpoint join again with them. One that cannot is out; the others go on.</summary>
    internal static async ValueTask RefreshAsync(Sandbox sandbox, SandboxConfig config, CancellationToken cancellationToken)
    {
        var errors = config.Check();
        errors.AddIf(config.Name != sandbox.Name, $"sandbox {sandbox.Name} is renamed, not refreshed, to become {config.Name}");
        errors.AddIf((config.UseHostNamespace, config.IsExternal) != (sandbox.Config.UseHostNamespace, sandbox.Config.IsExternal),
            $"whose namespace sandbox {sandbox.Name} has cannot change");
        errors.ThrowIfAny();
        using var refreshing = await sandbox.Lock.EnterAsync(cancellationToken);
        sandbox.EnsureAlive();
        sandbox.Context.Save(sandbox.Record with { Config = config });
        sandbox.SetConfig(config);
        NetworkException? first = null;
        foreach (var endpoint in sandbox.Endpoints.Where(endpoint => !endpoint.Network.IsGatewayNetwork).OrderBy(endpoint => endpoint.Created).ToList())
        {
            try
            {
                await Membership.LeaveHeldAsync(endpoint, sandbox, CancellationToken.None);
                await Membership.JoinHeldAsync(endpoint, sandbox, CancellationToken.None);
            }
            catch (NetworkException refused)
            {
                first ??= refused;
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    /// <summary>Lets a namespace end with the last process in it.</summary>
    private static void GiveUp(ControllerContext context, SandboxNamespace? space, string? path)
    {
        space?.Close();
        if (path is not null)
        {
            context.Namespaces.Remove(path);
        }
    }

    /// <summary>Where a sandbox's namespace is pinned (C-089).</summary>
    internal static string KeyOf(ControllerContext context, string id) => Path.Combine(context.NamespaceRoot, ObjectId.Short(id));

    internal static string HostKey(ControllerContext context) =>
        $"/proc/{Environment.ProcessId}/fd/{context.HostNamespace.Handle.DangerousGetHandle()}";
}
