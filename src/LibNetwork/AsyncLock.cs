namespace LibNetwork;

/// <summary>A lock that may be held across an await. Order: sandbox, then network, then allocator; never the other way.</summary>
internal sealed class AsyncLock : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    internal async ValueTask<Holder> EnterAsync(CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken);
        return new Holder(_semaphore);
    }

    public void Dispose() => _semaphore.Dispose();

    internal readonly struct Holder(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
