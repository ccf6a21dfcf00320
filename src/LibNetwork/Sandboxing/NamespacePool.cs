using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Sandboxing;

/// <summary>Makes namespaces for sandboxes, and keeps some ready made.</summary>
/// <remarks>A ready one is held by a descriptor alone and has no name: should the process die, the kernel takes it back. New ones are made
/// when nobody has taken one for a moment, since making one and programming another hold each other up in the kernel.</remarks>
internal sealed class NamespacePool : ISandboxNamespaces, IAsyncDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(20);

    private readonly Queue<(NetworkNamespace Namespace, RouteSocket Socket)> _ready = new();
    private readonly SemaphoreSlim _taken;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _root;
    private readonly RouteSocket _hostSocket;
    private readonly NetworkNamespace _hostNamespace;
    private readonly ILogger _logger;
    private readonly Task _filling;
    private long _takes;

    internal NamespacePool(string root, int size, RouteSocket hostSocket, NetworkNamespace hostNamespace, ILogger logger)
    {
        (_root, _hostSocket, _hostNamespace, _logger) = (root, hostSocket, hostNamespace, logger);
        _taken = new SemaphoreSlim(size);
        _filling = size > 0 ? Task.Run(FillAsync) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<SandboxNamespace?> AdoptAsync(string path, CancellationToken cancellationToken) =>
        await SandboxNamespace.AdoptAsync(path, _hostSocket, _hostNamespace, cancellationToken);

    /// <inheritdoc/>
    public bool IsThere(string path) => NetworkNamespace.IsPinned(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List() => [.. Directory.EnumerateFileSystemEntries(_root)];

    /// <inheritdoc/>
    public void Remove(string path) => NetworkNamespace.Unpin(path);

    /// <inheritdoc/>
    public async ValueTask<SandboxNamespace?> TakeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var (space, socket) = TryTakeReady() ?? await MakeAsync(cancellationToken);
            try
            {
                space.PinTo(path);
                return new SandboxNamespace(path, space, socket, _hostSocket, _hostNamespace);
            }
            catch
            {
                socket.Dispose();
                space.Dispose();
                throw;
            }
        }
        catch (KernelException refused)
        {
            throw new NetworkException(ErrorKind.Internal, $"sandbox namespace {path}: {refused.Message}", refused);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _filling;
        while (TryTakeReady() is { } ready)
        {
            ready.Socket.Dispose();
            ready.Namespace.Dispose();
        }

        _stop.Dispose();
        _taken.Dispose();
    }

    private (NetworkNamespace Namespace, RouteSocket Socket)? TryTakeReady()
    {
        lock (_ready)
        {
            if (!_ready.TryDequeue(out var ready))
            {
                return null;
            }

            _takes++;
            _taken.Release();
            return ready;
        }
    }

    private async Task FillAsync()
    {
        var seen = 0L;
        try
        {
            while (true)
            {
                await _taken.WaitAsync(_stop.Token);
                for (var takes = Interlocked.Read(ref _takes); takes != seen; takes = Interlocked.Read(ref _takes))
                {
                    seen = takes;
                    await Task.Delay(s_quiet, _stop.Token);
                }

                var made = await MakeAsync(_stop.Token);
                lock (_ready)
                {
                    _ready.Enqueue(made);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The controller stops.
        }
        catch (KernelException refused)
        {
            _logger.PoolGivesUp(refused);
        }
    }

    private static async ValueTask<(NetworkNamespace Namespace, RouteSocket Socket)> MakeAsync(CancellationToken cancellationToken)
    {
        var made = await NetworkNamespace.CreateWithSocketAsync(pinPath: null, cancellationToken);
        try
        {
            using var batch = made.Socket.NewBatch();
            batch.SetLink(LoopbackIndex, new LinkChange { Up = true });
            made.Socket.Send(batch);
            return made;
        }
        catch
        {
            made.Socket.Dispose();
            made.Namespace.Dispose();
            throw;
        }
    }

    private const int LoopbackIndex = 1; // The first link of every namespace.
}
