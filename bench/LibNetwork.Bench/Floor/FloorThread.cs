using System.Collections.Concurrent;
using System.Diagnostics;

namespace LibNetwork.Bench.Floor;

/// <summary>The one thread that may switch namespaces. Work is handed to it and timed on it.</summary>
internal sealed class FloorThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    internal FloorThread()
    {
        _thread = new Thread(() =>
        {
            foreach (Action action in _work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "floor" };
        _thread.Start();
    }

    /// <summary>Runs the work there and says how long it took, without the way there and back.</summary>
    internal async Task<TimeSpan> MeasureAsync(Action work)
    {
        var done = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                long started = Stopwatch.GetTimestamp();
                work();
                done.SetResult(Stopwatch.GetElapsedTime(started));
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return await done.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
