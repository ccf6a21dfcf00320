using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Calls;

/// <summary>Makes calls: each in its turn, each with a deadline, and none left behind.</summary>
internal sealed class CallRunner(TimeSpan callTimeout, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Turns _turns = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly CancellationTokenSource _stop = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>How many calls the driver has not ended yet, or has yet to be given.</summary>
    internal int UnderWay => _underWay.Count;

    /// <summary>How many networks have calls under way.</summary>
    internal int Queues => _turns.Count;

    /// <summary>
    /// Makes a call. Whoever asked has his answer at the deadline, whatever the driver does; the call's turn ends when the driver has ended.
    /// What was made too late for its caller is taken back.
    /// </summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Timeout"/>; <see cref="ErrorKind.Unavailable"/>: the plugin stops; and whatever the
    /// driver throws.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    internal async Task<byte[]> RunAsync(string method, PluginCall call, CancellationToken callerGone)
    {
        var deadline = new CancellationTokenSource(callTimeout, time);
        var ending = call.GoesOn
            ? CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token)
            : CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token, callerGone);
        var token = ending.Token;
        var run = new CallRun(method, call, call.Order is null ? null : _turns.Queue(call.Order));

        // A driver that blocks its thread blocks one of the pool, not this one.
        var work = Task.Run(() => MakeAsync(run, token), CancellationToken.None);
        _underWay.TryAdd(work, 0);
        _ = work.ContinueWith(ended =>
        {
            _underWay.TryRemove(ended, out _);
            _ = ended.Exception; // Whoever waited has heard of it, or the log has.
            ending.Dispose();
            deadline.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        try
        {
            return await work.WaitAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested && !run.TryAbandon())
        {
            return await work; // It was done at the same moment.
        }
        catch (OperationCanceledException) when (run.IsAbandoned && deadline.IsCancellationRequested)
        {
            throw new NetworkException(ErrorKind.Timeout, run.Begun
                ? $"the driver did not answer within {callTimeout.TotalSeconds:0.###} s"
                : $"earlier calls for the same network did not end within {callTimeout.TotalSeconds:0.###} s; the driver was not asked");
        }
        catch (OperationCanceledException) when (run.IsAbandoned && _stop.IsCancellationRequested)
        {
            throw new NetworkException(ErrorKind.Unavailable, "the plugin stops");
        }
    }

    /// <summary>Lets calls go on for a while; then they are cancelled.</summary>
    internal void StopAfter(TimeSpan patience) => _stop.CancelAfter(patience);

    /// <summary>Waits until the driver has ended all calls, also those whose callers are gone.</summary>
    /// <returns>Whether it did in time.</returns>
    internal async Task<bool> EndedAsync(TimeSpan patience)
    {
        var ended = Task.WhenAll(_underWay.Keys);
        await ((Task)ended).WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ended.IsCompleted;
    }

    public void Dispose() => _stop.Dispose();

    private async Task<byte[]> MakeAsync(CallRun run, CancellationToken cancellationToken)
    {
        try
        {
            if (run.Turn is { } turn)
            {
                await turn.WaitAsync(cancellationToken);
            }

            run.Begun = true;
            var answer = await run.Call.Make(cancellationToken);
            if (!run.TryComplete())
            {
                await UndoAsync(run);
            }

            return answer;
        }
        catch (Exception e) when (run.IsAbandoned && run.Begun)
        {
            logger.EndedLate(run.Method, run.Call.Subject, run.Call.Detail, e.Message);
            throw;
        }
        finally
        {
            run.Turn?.Leave();
        }
    }

    private async Task UndoAsync(CallRun run)
    {
        if (run.Call.Undo is not { } undo)
        {
            logger.EndedLate(run.Method, run.Call.Subject, run.Call.Detail, "done");
            return;
        }

        try
        {
            using var deadline = new CancellationTokenSource(callTimeout, time);
            await undo(deadline.Token);
            logger.TakenBack(run.Method, run.Call.Subject, run.Call.Detail);
        }
        catch (Exception e)
        {
            logger.NotTakenBack(run.Method, run.Call.Subject, run.Call.Detail, e);
        }
    }
}
