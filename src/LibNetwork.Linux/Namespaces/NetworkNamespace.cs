using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Sysctl;
using Microsoft.Win32.SafeHandles;

namespace LibNetwork.Linux.Namespaces;

/// <summary>A network namespace, held by an open file. It lives while somebody holds it: a file, a pin, a process, a socket.</summary>
/// <remarks>One that is not pinned vanishes with the process. Members that visit the namespace do so on a thread kept for that;
/// the caller's thread never leaves its own. Members other than <see cref="Dispose"/> may be called from several threads.</remarks>
public sealed class NetworkNamespace : IDisposable
{
    private NetworkNamespace(SafeFileHandle handle)
    {
        Handle = handle;
        Id = NamespaceFile.Identify(handle);
    }

    /// <summary>What tells this namespace from others while it lives.</summary>
    public NamespaceId Id { get; }

    /// <summary>The open file that stands for the namespace.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>The namespace the process was started in (that of its first thread).</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static NetworkNamespace Current() => Open(NamespaceFile.OfProcess);

    /// <summary>The namespace behind a path: a pin, or <c>/proc/PID/ns/net</c>.</summary>
    /// <exception cref="KernelException">ENOENT when there is nothing; EINVAL when it is no network namespace.</exception>
    public static NetworkNamespace Open(string path) => new(NamespaceFile.Open(path));

    /// <summary>The namespace of a process's first thread.</summary>
    /// <exception cref="KernelException">ENOENT when there is no such process; EACCES when it is not ours to look at.</exception>
    public static NetworkNamespace OfProcess(int pid) => Open($"/proc/{pid}/ns/net");

    /// <summary>Makes a namespace: empty but for a loopback link that is down.</summary>
    /// <exception cref="KernelException">EPERM without CAP_SYS_ADMIN; ENOSPC past the limit of <c>user.max_net_namespaces</c>.</exception>
    public static ValueTask<NetworkNamespace> CreateAsync(CancellationToken cancellationToken = default) =>
        NamespaceThread.Shared.RunAsync(
            static thread => thread.VisitNew(static _ => Open(NamespaceFile.OfThread), 0), NamespaceThread.Shared, cancellationToken);

    /// <summary>Makes a namespace, pins it if a path is given, and opens a route socket in it, all in one visit.</summary>
    /// <exception cref="KernelException">As for <see cref="CreateAsync"/> and <see cref="PinTo"/>; nothing is left behind.</exception>
    public static ValueTask<(NetworkNamespace Namespace, RouteSocket Socket)> CreateWithSocketAsync(
        string? pinPath, CancellationToken cancellationToken = default) =>
        NamespaceThread.Shared.RunAsync(
            static path => NamespaceThread.Shared.VisitNew(CreateWithSocket, path), pinPath, cancellationToken);

    /// <summary>Whether a namespace is pinned to the path.</summary>
    public static bool IsPinned(string path) => NamespaceFile.IsPinned(path);

    /// <summary>Takes a pin away, with its file. The namespace lives on while something else holds it.</summary>
    /// <returns>False when there was nothing.</returns>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static bool Unpin(string path) => NamespaceFile.Unpin(path);

    /// <summary>Pins the namespace to a file, made with mode 0444 if it is missing, so that it outlives the process.</summary>
    /// <exception cref="KernelException">ENOENT when the directory is missing; EEXIST when a namespace is pinned there already.</exception>
    public void PinTo(string path) => NamespaceFile.Pin(Handle, path);

    /// <summary>Runs an action on the namespace thread, inside. It must be short and must not await.</summary>
    /// <exception cref="KernelException">The namespace could not be entered.</exception>
    public async ValueTask RunAsync(Action action, CancellationToken cancellationToken = default) =>
        await VisitAsync(static action => { action(); return true; }, action, cancellationToken);

    /// <summary>Runs a function on the namespace thread, inside. It must be short and must not await.</summary>
    /// <exception cref="KernelException">The namespace could not be entered.</exception>
    public ValueTask<T> RunAsync<T>(Func<T> function, CancellationToken cancellationToken = default) =>
        VisitAsync(static function => function(), function, cancellationToken);

    /// <summary>Opens a netlink socket inside.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public async ValueTask<NetlinkSocket> OpenSocketAsync(NetlinkProtocol protocol, CancellationToken cancellationToken = default) =>
        Id == NamespaceThread.Shared.HomeId
            ? NetlinkSocket.Open(protocol)
            : await VisitAsync(NetlinkSocket.Open, protocol, cancellationToken);

    /// <summary>Opens a socket for links, addresses, routes and neighbours inside.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public async ValueTask<RouteSocket> OpenRouteSocketAsync(CancellationToken cancellationToken = default) =>
        new(await OpenSocketAsync(NetlinkProtocol.Route, cancellationToken));

    /// <summary>A kernel parameter's value inside, without its closing line feed.</summary>
    /// <param name="name">Such as <c>net.ipv4.ip_forward</c>, or with slashes when a part holds a dot.</param>
    /// <param name="cancellationToken">Cancels the waiting for the namespace thread.</param>
    /// <exception cref="KernelException">ENOENT when there is no such parameter.</exception>
    public ValueTask<string> ReadSysctlAsync(string name, CancellationToken cancellationToken = default) =>
        VisitAsync(SysctlFile.Read, SysctlName.Parse(name), cancellationToken);

    /// <summary>Sets a kernel parameter inside.</summary>
    /// <param name="name">Such as <c>net.ipv4.ip_forward</c>, or with slashes when a part holds a dot.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Cancels the waiting for the namespace thread.</param>
    /// <exception cref="KernelException">ENOENT when there is no such parameter, EINVAL for a value it cannot have.</exception>
    public async ValueTask WriteSysctlAsync(string name, string value, CancellationToken cancellationToken = default) =>
        await VisitAsync(
            static setting => { SysctlFile.Write(setting.Name, setting.value); return true; },
            (Name: SysctlName.Parse(name), value), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    /// <summary>The namespace's id as text.</summary>
    public override string ToString() => Id.ToString();

    internal ValueTask<T> VisitAsync<TState, T>(Func<TState, T> function, TState state, CancellationToken cancellationToken) =>
        NamespaceThread.Shared.RunAsync(
            static visit => NamespaceThread.Shared.Visit(visit.Handle, visit.function, visit.state),
            (Handle, function, state), cancellationToken);

    private static (NetworkNamespace Namespace, RouteSocket Socket) CreateWithSocket(string? pinPath)
    {
        var created = Open(NamespaceFile.OfThread);
        NetlinkSocket? socket = null;
        try
        {
            socket = NetlinkSocket.Open(NetlinkProtocol.Route);
            if (pinPath is not null)
            {
                created.PinTo(pinPath);
            }

            return (created, new RouteSocket(socket));
        }
        catch
        {
            socket?.Dispose();
            created.Dispose();
            throw;
        }
    }
}
