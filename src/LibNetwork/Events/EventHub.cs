namespace LibNetwork.Events;

/// <summary>Tells events to whoever watches, in one order for all, and keeps the last ones for those who come late.</summary>
internal sealed class EventHub(TimeProvider clock)
{
    /// <summary>How many past events are kept, as many as Docker does.</summary>
    internal const int Kept = 256;

    private readonly Lock _gate = new();
    private readonly Queue<EngineEvent> _past = new(Kept);
    private readonly List<EventWatch> _watches = [];
    private DateTimeOffset _forgotten = DateTimeOffset.MinValue;
    private bool _ended;

    /// <summary>Tells an event; takes no longer than to put it in the queues.</summary>
    internal void Publish(EngineEvent happened)
    {
        lock (_gate)
        {
            if (_past.Count == Kept)
            {
                _forgotten = _past.Dequeue().Time;
            }

            _past.Enqueue(happened);
            foreach (var watch in _watches)
            {
                watch.Offer(happened);
            }
        }
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="since">Past events from then on come first, as far as they are kept; null for none.</param>
    internal EventWatch Watch(DateTimeOffset? since)
    {
        var watch = new EventWatch(clock, End);
        lock (_gate)
        {
            if (since is { } from)
            {
                if (_forgotten >= from)
                {
                    watch.Lose(1);
                }

                foreach (var happened in _past.Where(happened => happened.Time >= from))
                {
                    watch.Offer(happened);
                }
            }

            if (_ended)
            {
                watch.End();
            }
            else
            {
                _watches.Add(watch);
            }
        }

        return watch;
    }

    /// <summary>The engine stops: every watch ends once it is read.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _ended = true;
            _watches.ForEach(watch => watch.End());
            _watches.Clear();
        }
    }

    private void End(EventWatch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }
}
