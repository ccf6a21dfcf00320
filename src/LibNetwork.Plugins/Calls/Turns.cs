namespace LibNetwork.Plugins.Calls;

/// <summary>Queues, one per key: who comes waits until all that came before for the same key are done. A queue that is empty takes no room.</summary>
internal sealed class Turns
{
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>How many queues somebody is in.</summary>
    internal int Count
    {
        get
        {
            lock (_last)
            {
                return _last.Count;
            }
        }
    }

    /// <summary>Takes a place at the end of a queue. It must be left by <see cref="Turn.Leave"/>, whether its turn was waited for or not.</summary>
    internal Turn Queue(string key)
    {
        lock (_last)
        {
            var turn = new Turn(this, key, _last.GetValueOrDefault(key, Task.CompletedTask));
            _last[key] = turn.Done;
            return turn;
        }
    }

    /// <summary>A place in a queue.</summary>
    internal sealed class Turn(Turns turns, string key, Task before)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Done => _done.Task;

        /// <summary>Waits until it is its turn.</summary>
        internal Task WaitAsync(CancellationToken cancellationToken) => before.WaitAsync(cancellationToken);

        /// <summary>Lets the next one go on, once those before this one are done.</summary>
        internal void Leave()
        {
            if (before.IsCompleted)
            {
                End();
            }
            else
            {
                _ = before.ContinueWith(static (_, turn) => ((Turn)turn!).End(), this,
                    CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        private void End()
        {
            lock (turns._last)
            {
                if (turns._last.GetValueOrDefault(key) == Done)
                {
                    turns._last.Remove(key);
                }
            }

            _done.SetResult();
        }
    }
}
