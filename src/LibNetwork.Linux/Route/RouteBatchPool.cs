using System.Collections.Concurrent;

namespace LibNetwork.Linux.Route;

/// <summary>Keeps used batches, so that the hot path allocates none.</summary>
internal static class RouteBatchPool
{
    private const int Kept = 32;

    private static readonly ConcurrentStack<RouteBatch> Batches = new();

    [ThreadStatic]
    private static RouteBatch? _own;

    internal static RouteBatch Rent()
    {
        var own = _own;
        if (own is not null)
        {
            _own = null;
            return own.Rent();
        }

        return Batches.TryPop(out var batch) ? batch.Rent() : new RouteBatch();
    }

    internal static void Return(RouteBatch batch)
    {
        if (_own is null)
        {
            _own = batch;
        }
        else if (Batches.Count < Kept)
        {
            Batches.Push(batch);
        }
    }
}
