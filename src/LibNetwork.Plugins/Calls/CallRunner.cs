using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Calls;

/// <summary>Makes calls: each in its turn, each with a deadline, and none left behind.</summary>
internal sealed class CallRunner(TimeSpan callTimeout, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Turns _turns = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>How many calls the driver has not ended yet, or has yet to be given.</summary>
    internal int UnderWay => _underWay.Count;

    /// <summary>How many networks have calls under way.</summary>
    internal int Queues => _turns.Count;

    /// <summary>
    /// Makes a call. Whoever asked has his answer at the deadline, whatever the driver does; the driver's turn ends when the driver has ended.
    /// What was made too late for its caller is taken back.
    /// </summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Timeout"/>, and whatever the driver throws.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    internal async Task<byte[]> RunAsync(string method, PluginCall call, CancellationToken callerGone)
    {
        var run = new CallRun(method, call, call.Order is null ? null : _turns.Queue(call.Order));
        var deadline = new CancellationTokenSource(callTimeout, time);
        var token = call.GoesOn
            ? CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token)
            : CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token, callerGone);

        // A driver that blocks its thread blocks one of the pool, not this one.
        var work = Task.Run(() => MakeAsync(run, token.Token), CancellationToken.None);
        _underWay.TryAdd(work, 0);
        _ = work.ContinueWith(ended =>
        {
            _underWay.TryRemove(ended, out _);
            _ = ended.Exception; // Whoever waited has heard of it, or the log has.
            token.Dispose();
            deadline.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        try
        {
            return await work.WaitAsync(token.Token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested && !run.TryAbandon())
        {
            return await work; // It was done at the same moment.
        }
        catch (Exception) when (deadline.IsCancellationRequested && run.IsAbandoned)
        {
            throw new NetworkException(ErrorKind.Timeout, run.Begun
                ? $"the driver did not answer within {Seconds()}"
                : $"the calls before it for the same network did not end within {Seconds()}; the driver was not asked");
        }
    }

    /// <summary>Waits until the driver has ended all calls, also those whose callers are gone; after a while they are cancelled.</summary>
    /// <returns>Whether all ended.</returns>
    internal async Task<bool> DrainAsync(TimeSpan patience, TimeSpan patienceWhenCancelled)
    {
        if (await EndedAsync(patience))
        {
            return true;
        }

        await _stop.CancelAsync();
        return await EndedAsync(patienceWhenCancelled);
    }

    public void Dispose() => _stop.Dispose();

    private async Task<bool> EndedAsync(TimeSpan patience)
    {
        try
        {
            await Task.WhenAll(_underWay.Keys).WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (Exception)
        {
            // A call's failure was its caller's to hear.
        }

        return _underWay.Keys.All(call => call.IsCompleted);
    }

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

    private string Seconds() => $"{callTimeout.TotalSeconds:0.###} s";
}
