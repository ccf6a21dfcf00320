using LibNetwork.Events;
using Microsoft.Extensions.Time.Testing;

namespace LibNetwork.Tests.Events;

/// <summary>Events reach every watch in order, and no watch can hold the engine up (I-097).</summary>
public sealed class EventHubTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 18, 0, 0, TimeSpan.Zero));
    private readonly EventHub _hub;
    private int _published;

    public EventHubTests() => _hub = new EventHub(_clock);

    [Fact]
    public async Task Every_watch_gets_every_event_from_its_beginning_on_in_order()
    {
        Publish(2);
        using var first = _hub.Watch(since: null);
        Publish(2);
        using var second = _hub.Watch(since: null);
        Publish(1);
        _hub.End();

        (await ReadAsync(first)).Should().Equal("3", "4", "5");
        (await ReadAsync(second)).Should().Equal("5");
    }

    [Fact]
    public async Task A_watch_waits_for_what_comes()
    {
        using var watch = _hub.Watch(since: null);
        var reading = ReadAsync(watch);
        reading.IsCompleted.Should().BeFalse();
        Publish(1);
        await Task.Yield();
        Publish(1);
        _hub.End();
        (await reading).Should().Equal("1", "2");
    }

    [Fact]
    public async Task Past_events_come_first_from_the_moment_asked_for()
    {
        Publish(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var from = _clock.GetUtcNow();
        Publish(2);
        using var watch = _hub.Watch(from);
        Publish(1);
        _hub.End();
        (await ReadAsync(watch)).Should().Equal("2", "3", "4");
    }

    [Fact]
    public async Task Who_asks_for_more_than_is_kept_is_told_that_some_are_missing()
    {
        var from = _clock.GetUtcNow();
        Publish(EventHub.Kept + 3);
        using var watch = _hub.Watch(from);
        _hub.End();
        var events = await ReadAsync(watch);
        events.Should().HaveCount(EventHub.Kept + 1);
        events[0].Should().Be("lost 1");
        events[1].Should().Be("4");
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_loses_events_and_is_told_how_many_and_where()
    {
        using var slow = _hub.Watch(since: null);
        using var quick = _hub.Watch(since: null);
        Publish(EventWatch.Capacity + 5);
        await using var reader = slow.GetAsyncEnumerator();
        (await reader.MoveNextAsync()).Should().BeTrue();
        Publish(1);
        _hub.End();

        var rest = new List<string>();
        while (await reader.MoveNextAsync())
        {
            rest.Add(Text(reader.Current));
        }

        rest[..^2].Should().Equal(Enumerable.Range(2, EventWatch.Capacity - 1).Select(n => $"{n}"));
        rest[^2..].Should().Equal("lost 5", $"{EventWatch.Capacity + 6}");
        (await ReadAsync(quick)).Should().HaveCount(EventWatch.Capacity + 1, "its loss is its own").And.EndWith("lost 6");
    }

    [Fact]
    public async Task A_watch_that_is_disposed_ends_and_one_begun_after_the_end_has_nothing_to_wait_for()
    {
        var watch = _hub.Watch(since: null);
        Publish(1);
        watch.Dispose();
        Publish(1);
        (await ReadAsync(watch)).Should().Equal("1");
        _hub.End();
        (await ReadAsync(_hub.Watch(since: null))).Should().BeEmpty();
    }

    [Fact]
    public async Task Many_who_publish_and_read_at_once_neither_lose_nor_double()
    {
        using var watch = _hub.Watch(since: null);
        var reading = ReadAsync(watch);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                Publish(1);
                await Task.Yield();
            }
        })));
        _hub.End();
        (await reading).Should().HaveCount(800).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using var watch = _hub.Watch(since: null);
        using var cancel = new CancellationTokenSource();
        var reading = ReadAsync(watch, cancel.Token);
        await cancel.CancelAsync();
        await reading.Invoking(async task => await task).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<List<string>> ReadAsync(EventWatch watch, CancellationToken cancellationToken = default)
    {
        var texts = new List<string>();
        await foreach (var happened in watch.WithCancellation(cancellationToken))
        {
            texts.Add(Text(happened));
        }

        return texts;
    }

    private static string Text(EngineEvent happened) => happened.Action == EventAction.Lost ? $"lost {happened.Lost}" : happened.Id;

    private void Publish(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _hub.Publish(new EngineEvent
            {
                Time = _clock.GetUtcNow(),
                Subject = EventSubject.Network,
                Action = EventAction.Create,
                Id = $"{Interlocked.Increment(ref _published)}",
            });
        }
    }
}
