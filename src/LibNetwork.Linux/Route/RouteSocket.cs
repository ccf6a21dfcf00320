using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>Links, addresses, routes and neighbours of one network namespace.</summary>
/// <remarks>Changes go through the process's one writer: a caller that finds it free writes at once, others are served in order.
/// Members may be called from any thread. Members without <c>Async</c> work on the calling thread and wait for nobody's turn:
/// they are for <see cref="RunAsync{T}"/>, whose function has its turn already, and for slow work such as deleting links,
/// which must not hold up the writer; give such work a socket of its own.</remarks>
public sealed partial class RouteSocket : IDisposable
{
    private readonly NetlinkSocket _socket;

    internal RouteSocket(NetlinkSocket socket) => _socket = socket;

#pragma warning disable CA1822 // Batches are shared by all sockets, but that is no concern of the caller's.
    /// <summary>An empty batch; dispose it after sending.</summary>
    public RouteBatch NewBatch() => RouteBatchPool.Rent();
#pragma warning restore CA1822

    /// <summary>Sends a batch in the caller's turn.</summary>
    /// <exception cref="NetlinkException">The kernel refused a message; those behind it have been carried out or refused on
    /// their own (<see cref="NetlinkException.Others"/>).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before its turn came; nothing was sent.</exception>
    public ValueTask SendAsync(RouteBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Sending.SendAsync(_socket, cancellationToken);
    }

    /// <summary>Sends a batch on the calling thread.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public void Send(RouteBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.SendOn(_socket);
    }

    /// <summary>Runs several exchanges as one turn.</summary>
    /// <remarks>The function must be short, and must not wait for another turn: it has this one.</remarks>
    public ValueTask<T> RunAsync<T>(Func<RouteSocket, T> function, CancellationToken cancellationToken = default) =>
        NetlinkWriter.Shared.RunAsync(static call => call.function(call.socket), (function, socket: this), cancellationToken);

    /// <inheritdoc cref="RunAsync{T}"/>
    public ValueTask<T> RunAsync<TState, T>(
        Func<RouteSocket, TState, T> function, TState state, CancellationToken cancellationToken = default) =>
        NetlinkWriter.Shared.RunAsync(
            static call => call.function(call.socket, call.state), (function, socket: this, state), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
