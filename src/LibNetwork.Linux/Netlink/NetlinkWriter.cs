using LibNetwork.Linux.Threading;

namespace LibNetwork.Linux.Netlink;

/// <summary>The one place in the process that changes the kernel's network state, one change at a time.</summary>
/// <remarks>The kernel takes one lock (rtnl) for every change, and two writers that fight for it are slower than one. Who finds
/// the writer free writes at once on its own thread; who does not is put in line, and the writer's thread serves the line in order.
/// Work that waits long for the kernel, such as deleting links, does not belong here.</remarks>
internal sealed class NetlinkWriter
{
    private readonly WorkThread _thread;
    private readonly Lock _turn = new();
    private int _inLine;

    private NetlinkWriter() => _thread = new WorkThread("netlink writer", () => { }, RunInTurn);

    internal static NetlinkWriter Shared { get; } = new();

    /// <summary>Runs <paramref name="item"/> now, if nobody is writing or waiting, and answers true; else puts it in line.</summary>
    internal bool RunOrEnqueue(WorkItem item)
    {
        if (Volatile.Read(ref _inLine) == 0 && _turn.TryEnter())
        {
            try
            {
                item.Run();
            }
            finally
            {
                _turn.Exit();
            }

            return true;
        }

        Interlocked.Increment(ref _inLine);
        _thread.Enqueue(item);
        return false;
    }

    /// <summary>Runs <paramref name="function"/> in turn.</summary>
    internal ValueTask<T> RunAsync<TState, T>(Func<TState, T> function, TState state, CancellationToken cancellationToken)
    {
        var item = new FunctionItem<TState, T>(function, state, cancellationToken);
        RunOrEnqueue(item);
        return new ValueTask<T>(item.Task);
    }

    private void RunInTurn(WorkItem item)
    {
        lock (_turn)
        {
            // Who comes from now on goes behind this item, by the lock.
            Interlocked.Decrement(ref _inLine);
            item.Run();
        }
    }
}
