namespace LibNetwork;

/// <summary>An operation's hold on its network's lock, and the way back from what it did.</summary>
/// <remarks>An operation never holds two networks' locks: it puts down its own while drivers of other networks are told, so that no order
/// among networks is needed and none waits for a plugin of another. Not thread-safe; the sandbox's lock is held around it.</remarks>
internal sealed class NetworkTurn(Network network) : IAsyncDisposable
{
    private AsyncLock.Holder? _held;
    private Rollback? _outside;
    private bool _began;

    /// <summary>The way back from what was done with the lock held; it is taken with the lock held.</summary>
    internal Rollback Rollback { get; } = new(network.Context.Logger);

    /// <summary>The way back from what was done without it; it is taken first, without the lock.</summary>
    internal Rollback Outside => _outside ??= new Rollback(network.Context.Logger);

    /// <summary>Takes the lock.</summary>
    internal async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        _held = await network.Lock.EnterAsync(cancellationToken);
        _began = true;
    }

    /// <summary>Puts the lock down for a while. What the operation has made can be found by then, so that the network is not deleted meanwhile.</summary>
    internal void PutDown()
    {
        _held?.Dispose();
        _held = null;
    }

    /// <summary>The end is reached: nothing is undone any more.</summary>
    internal void Commit()
    {
        Rollback.Commit();
        _outside?.Commit();
        _began = false;
    }

    /// <summary>Undoes, unless committed, and puts the lock down. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_began)
        {
            if (_outside is { } outside)
            {
                PutDown();
                await outside.DisposeAsync();
            }

            if (_held is null)
            {
                await TakeAsync(CancellationToken.None);
            }

            await Rollback.DisposeAsync();
        }

        PutDown();
    }
}
