using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>Sandboxes whose namespace someone else makes: a container runtime, usually (C-090, C-138 to C-143).</summary>
/// <remarks>Until the namespace is named there is an empty file where it will be pinned, so that a reboot, which wipes it, is noticed. It is
/// never deleted: giving it up takes the pin away and the interfaces out, and it lives on while a process is in it.</remarks>
internal static class ExternalKey
{
    /// <summary>Makes the file that stands for a namespace that is to come.</summary>
    internal static void Reserve(string path) => File.Create(path).Dispose();

    /// <summary>Takes a namespace for a sandbox that waits for it.</summary>
    /// <exception cref="NetworkException">As <see cref="Sandbox.SetKeyAsync"/> has them; the sandbox waits still.</exception>
    internal static async ValueTask SetAsync(Sandbox sandbox, string path, CancellationToken cancellationToken)
    {
        using var setting = await sandbox.Lock.EnterAsync(cancellationToken);
        if (sandbox.Record.State == RecordState.Deleting)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"failed to SetKey: sandbox \"{sandbox.Id}\" delete in progress");
        }

        if (!sandbox.Config.IsExternal)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"failed to SetKey: sandbox {sandbox.Name} has a namespace of the engine's making");
        }

        using var given = Open(sandbox, path);
        if (sandbox.Namespace is { } present)
        {
            // A hook that runs twice is told of success twice.
            if (present.Id != given.Id)
            {
                throw new NetworkException(ErrorKind.Conflict, $"failed to SetKey: sandbox {sandbox.Name} has its namespace already");
            }

            return;
        }

        await TakeAsync(sandbox, given, cancellationToken);
    }

    /// <summary>Gives back a namespace whose taking was cut short: interfaces that are in it come out, and the sandbox waits again.</summary>
    internal static async ValueTask UndoAsync(Sandbox sandbox)
    {
        if (sandbox.Namespace is { } space)
        {
            foreach (var endpoint in sandbox.Endpoints)
            {
                await UnplugAsync(space, endpoint);
            }

            space.Destroy();
            sandbox.Namespace = null;
            Reserve(sandbox.Key);
        }
    }

    private static NetworkNamespace Open(Sandbox sandbox, string path)
    {
        if (Check(path) is { } wrong)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, wrong);
        }

        NetworkNamespace? given = null;
        try
        {
            given = NetworkNamespace.Open(path);
            var owner = given.Id == sandbox.Context.HostNamespace.Id ? "the host"
                : sandbox.Context.Sandboxes.All.FirstOrDefault(other => other != sandbox && other.Namespace?.Id == given.Id) is { } other ? $"sandbox {other.Name}"
                : null;
            return owner is null ? given : throw new NetworkException(ErrorKind.InvalidParameter, $"invalid sandbox key {path}: it is the namespace of {owner}");
        }
        catch (KernelException refused)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"invalid sandbox key {path}: {refused.Message}", refused);
        }
        catch
        {
            given?.Dispose();
            throw;
        }
    }

    /// <summary>What is wrong with a path; null when nothing is.</summary>
    internal static string? Check(string? path) => string.IsNullOrEmpty(path) ? "invalid sandbox key"
        : !Path.IsPathFullyQualified(path) || path.Contains('\0', StringComparison.Ordinal) ? $"invalid sandbox key {path}: it is not an absolute path"
        : null;

    /// <summary>
    /// 1. the namespace is pinned, which keeps it; 2. names that are taken in it are noted; 3. endpoints that have joined are programmed, the
    /// one that is the way out with its default route; 4. that it is done is stored.
    /// </summary>
    private static async ValueTask TakeAsync(Sandbox sandbox, NetworkNamespace given, CancellationToken cancellationToken)
    {
        var context = sandbox.Context;
        await using var rollback = new Rollback(context.Logger);
        SandboxNamespace space;
        try
        {
            space = await SandboxNamespace.PinAsync(given, sandbox.Key, context.HostSocket, context.HostNamespace, cancellationToken);
        }
        catch (KernelException refused)
        {
            throw new NetworkException(ErrorKind.Internal, $"sandbox namespace {sandbox.Key}: {refused.Message}", refused);
        }

        rollback.Push($"namespace of sandbox {sandbox.Name}", () =>
        {
            space.Destroy();
            Reserve(sandbox.Key);
        });
        var names = await space.LinkNamesAsync(cancellationToken);
        if (sandbox.Endpoints.FirstOrDefault(endpoint => endpoint.InterfaceName.Length > 0 && names.Contains(endpoint.InterfaceName, StringComparer.Ordinal)) is { } taken)
        {
            throw NetworkErrors.InterfaceNameTaken(taken.InterfaceName);
        }

        foreach (var endpoint in sandbox.Endpoints.Where(endpoint => endpoint.InterfaceName.Length > 0))
        {
            rollback.Push($"interface {endpoint.InterfaceName} in sandbox {sandbox.Name}", _ => UnplugAsync(space, endpoint));
            await space.PlugAsync(Membership.Plan(endpoint, default, sandbox.Gateways), cancellationToken);
        }

        var waiting = sandbox.Record;
        sandbox.Record = waiting with { KeyIsSet = true };
        rollback.Push($"record of sandbox {sandbox.Name}", () => sandbox.Record = waiting);
        context.Save(sandbox.Record);
        foreach (var name in names)
        {
            sandbox.InterfaceNames.Take(name);
        }

        sandbox.Namespace = space;
        foreach (var endpoint in sandbox.Endpoints)
        {
            Membership.Announce(endpoint, sandbox, rollback);
        }

        rollback.Commit();
    }

    private static ValueTask UnplugAsync(SandboxNamespace space, Endpoint endpoint) =>
        endpoint.Record.Join is { InterfaceName.Length: > 0 } join ? space.UnplugAsync(join) : ValueTask.CompletedTask;
}
