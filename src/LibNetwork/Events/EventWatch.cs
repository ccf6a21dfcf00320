namespace LibNetwork.Events;

/// <summary>The events from one moment on, for one reader. Dispose it to end the reading.</summary>
/// <remarks>The engine never waits for a reader: 1,024 events are kept for it; what comes while that many are unread is lost, and where it was lost
/// an event says so (<see cref="EventAction.Lost"/>). One reader at a time.</remarks>
public sealed class EventWatch : IAsyncEnumerable<EngineEvent>, IDisposable
{
    /// <summary>How many events wait for the reader at most.</summary>
    internal const int Capacity = 1024;

    private readonly Lock _gate = new();
    private readonly Queue<EngineEvent> _events = new();
    private readonly SemaphoreSlim _more = new(0, 1);
    private readonly Action<EventWatch> _end;
    private readonly TimeProvider _clock;
    private long _lost;
    private bool _ended;

    internal EventWatch(TimeProvider clock, Action<EventWatch> end) => (_clock, _end) = (clock, end);

    /// <summary>Reads events until the watch is disposed or the engine stops.</summary>
    public async IAsyncEnumerator<EngineEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            while (TryTake(out var next))
            {
                yield return next;
            }

            if (Ended)
            {
                yield break;
            }

            await _more.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end(this);
        End();
    }

    /// <summary>Gives it an event, or counts it as lost.</summary>
    internal void Offer(EngineEvent happened)
    {
        lock (_gate)
        {
            if (_events.Count >= Capacity)
            {
                _lost++;
                return;
            }

            if (_lost > 0)
            {
                _events.Enqueue(TakeLost());
            }

            _events.Enqueue(happened);
            Wake();
        }
    }

    /// <summary>Counts events as lost that it will never be given.</summary>
    internal void Lose(long count)
    {
        lock (_gate)
        {
            _lost += count;
            Wake();
        }
    }

    /// <summary>Nothing more will come.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _ended = true;
            Wake();
        }
    }

    private bool Ended
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    // What was lost came after all that waits: it is told when that is read, or before the next that comes, whichever is first.
    private bool TryTake(out EngineEvent next)
    {
        lock (_gate)
        {
            if (_events.TryDequeue(out next!))
            {
                return true;
            }

            if (_lost == 0)
            {
                return false;
            }

            next = TakeLost();
            return true;
        }
    }

    private EngineEvent TakeLost()
    {
        var lost = new EngineEvent { Time = _clock.GetUtcNow(), Subject = EventSubject.Engine, Action = EventAction.Lost, Lost = _lost };
        _lost = 0;
        return lost;
    }

    private void Wake()
    {
        if (_more.CurrentCount == 0)
        {
            _more.Release();
        }
    }
}
