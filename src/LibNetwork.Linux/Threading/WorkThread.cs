using System.Collections.Concurrent;

namespace LibNetwork.Linux.Threading;

/// <summary>A thread of its own that does work items one after the other, and sleeps in between.</summary>
internal sealed class WorkThread
{
    // Long enough to catch the next step of the same operation, short enough to cost nothing when idle.
    private const int SpinsBeforeSleep = 20;

    private readonly ConcurrentQueue<WorkItem> _queue = new();
    private readonly object _signal = new();
    private readonly Action<WorkItem> _run;
    private int _asleep;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">The thread's name, at most 15 characters are seen outside.</param>
    /// <param name="begin">Runs first on the thread.</param>
    /// <param name="run">How an item is run.</param>
    internal WorkThread(string name, Action begin, Action<WorkItem> run)
    {
        _run = run;
        var thread = new Thread(() => Loop(begin)) { Name = name, IsBackground = true };
        thread.UnsafeStart();
    }

    internal void Enqueue(WorkItem item)
    {
        _queue.Enqueue(item);
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            lock (_signal)
            {
                Monitor.Pulse(_signal);
            }
        }
    }


    private void Loop(Action begin)
    {
        begin();
        while (true)
        {
            while (_queue.TryDequeue(out var item))
            {
                _run(item);
            }

            if (!SpinForWork())
            {
                Sleep();
            }
        }
    }

    private bool SpinForWork()
    {
        var spinner = default(SpinWait);
        for (var i = 0; i < SpinsBeforeSleep; i++)
        {
            if (!_queue.IsEmpty)
            {
                return true;
            }

            spinner.SpinOnce(sleep1Threshold: -1);
        }

        return false;
    }

    // Announces the sleep, then looks once more: an item that came in between has either been seen or has woken us.
    private void Sleep()
    {
        lock (_signal)
        {
            Interlocked.Exchange(ref _asleep, 1);
            while (_queue.IsEmpty)
            {
                Monitor.Wait(_signal);
            }

            Interlocked.Exchange(ref _asleep, 0);
        }
    }
}
