using LibNetwork.DriverApi;
using LibNetwork.PluginClient;

namespace LibNetwork.Tests.Plugins;

/// <summary>A plugin that is not there, dies, hangs, and comes back (B.4, K-057).</summary>
public sealed class PluginAbsenceTests : IAsyncLifetime
{
    private const string Create = "NetworkDriver.CreateNetwork";
    private const string Delete = "NetworkDriver.DeleteNetwork";
    private readonly PluginBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact] // B-031 to B-033
    public async Task A_dead_plugin_is_waited_for_fifteen_seconds_by_the_first_caller()
    {
        await _bench.Raw.KillAsync();
        var began = _bench.Clock.GetUtcNow();
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        error.Message.Should().Be($"plugin weave: Plugin.Activate: it cannot be reached at unix://{_bench.Raw.SocketPath}: Connection refused");
        (error.Kind, error.IsUnreachable, error.MayHaveReached).Should().Be((ErrorKind.Unavailable, true, false));
        (_bench.Clock.GetUtcNow() - began).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15)).And.BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Once_it_is_known_to_be_dead_nobody_waits_for_it()
    {
        await _bench.Raw.KillAsync();
        var first = _bench.CreateAsync();
        await _bench.MoveUntilAsync(() => IsOpen());
        first.IsCompleted.Should().BeFalse("it came first, and waits");
        for (var call = 0; call < 10; call++)
        {
            var second = async () => await _bench.CreateAsync();
            await second.Should().ThrowAsync<PluginException>(); // The clock stands still: nothing is waited for.
        }

        await _bench.FailureOfAsync(first);
    }

    [Fact]
    public async Task It_is_back_with_the_first_call_after_it_is_back()
    {
        await _bench.CreateAsync();
        await _bench.Raw.KillAsync();
        await _bench.FailureOfAsync(_bench.CreateAsync());
        IsOpen().Should().BeTrue();
        _bench.Plugin.State.Should().Be(PluginState.Failing);

        _bench.Raw.Start();
        await _bench.CreateAsync();
        _bench.Plugin.State.Should().Be(PluginState.Active);
        _bench.Raw.Count("Plugin.Activate").Should().Be(2, "row A-090: it says anew what it is");
    }

    [Fact] // B-031, B-039: the body is sent again, and whole.
    public async Task A_call_lives_through_a_restart_of_the_plugin()
    {
        await _bench.CreateAsync();
        await _bench.Raw.KillAsync();
        var call = _bench.CreateAsync();
        await _bench.MoveUntilAsync(() => _bench.Plugin.Trouble is not null);
        _bench.Raw.Start();
        await _bench.MoveUntilAsync(() => call.IsCompleted);
        await call;
        _bench.Raw.Last(Create).Body.Should().Be("""{"NetworkID":"n"}""");
    }

    [Fact] // B-039
    public async Task A_call_that_may_be_repeated_is_sent_again_whole_after_the_plugin_died_with_it()
    {
        _bench.Raw.Answers[Delete] = _ => _bench.Raw.Count(Delete) < 3 ? RawAnswer.Death : RawAnswer.Json("{}");
        var call = _bench.DeleteAsync();
        await _bench.MoveUntilAsync(() => call.IsCompleted);
        await call;
        _bench.Raw.Requests.Where(request => request.Method == Delete).Select(request => request.Body)
            .Should().Equal(Enumerable.Repeat("""{"NetworkID":"n"}""", 3));
    }

    [Fact]
    public async Task A_call_that_must_not_be_carried_out_twice_is_not_sent_twice()
    {
        _bench.Raw.Answer(Create, RawAnswer.Death);
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        error.Message.Should().StartWith($"plugin weave: {Create}: the connection broke off before the answer: ");
        (error.Kind, error.MayHaveReached).Should().Be((ErrorKind.Unavailable, true));
        _bench.Raw.Count(Create).Should().Be(1);
    }

    [Fact] // B-037
    public async Task A_call_that_is_not_answered_ends_at_its_deadline()
    {
        _bench.Raw.Answer(Create, RawAnswer.Silence);
        var began = _bench.Clock.GetUtcNow();
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        (error.Message, error.Kind, error.MayHaveReached).Should().Be(($"plugin weave: {Create}: no answer within 20 s", ErrorKind.Timeout, true));
        (_bench.Clock.GetUtcNow() - began).Should().BeGreaterThanOrEqualTo(PluginBench.CallTimeout);
        IsOpen().Should().BeFalse("it is slow, and lives: it answers a handshake");
        await _bench.DeleteAsync();
    }

    [Fact]
    public async Task A_plugin_that_hangs_altogether_makes_one_caller_wait_and_no_others()
    {
        await _bench.DeleteAsync();
        var hangs = true;
        foreach (var method in new[] { "Plugin.Activate", Create, Delete })
        {
            _bench.Raw.Answers[method] = _ => !hangs ? RawAnswer.Json(method == "Plugin.Activate" ? _bench.Raw.Manifest : "{}") : RawAnswer.Silence;
        }

        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        (error.Kind, error.IsUnreachable).Should().Be((ErrorKind.Timeout, true));
        var next = async () => await _bench.DeleteAsync();
        (await next.Should().ThrowAsync<PluginException>()).Which.Message // The clock stands still: nothing is waited for.
            .Should().Be($"plugin weave: {Delete}: the plugin is silent (no answer to {Create} within 20 s)");

        hangs = false;
        _bench.Clock.Advance(PluginHealth.Pause);
        await _bench.DeleteAsync();
        _bench.Plugin.State.Should().Be(PluginState.Active);
    }

    [Theory]
    [InlineData(false, "plugin weave: NetworkDriver.CreateNetwork: no answer to Plugin.Activate within 5 s", ErrorKind.Timeout)]
    [InlineData(true, "plugin weave: Plugin.Activate: it cannot be reached at unix://*: Connection refused", ErrorKind.Unavailable)]
    public async Task At_its_deadline_a_call_that_never_reached_the_plugin_says_why(bool dead, string text, ErrorKind kind)
    {
        using var registry = new PluginRegistry(_bench.Raw.Directories, TimeSpan.FromSeconds(5), _bench.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        _bench.Raw.Answer("Plugin.Activate", RawAnswer.Silence);
        if (dead)
        {
            await _bench.Raw.KillAsync();
        }

        var error = await _bench.FailureOfAsync(PluginBench.CallAsync(registry.Get("weave"), Create));
        error.Message.Should().Match(text);
        (error.Kind, error.IsUnreachable, error.MayHaveReached).Should().Be((kind, true, false));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_that_the_plugin_failed()
    {
        _bench.Raw.Answer(Create, RawAnswer.Silence);
        using var enough = new CancellationTokenSource();
        var call = _bench.CreateAsync(enough.Token);
        await _bench.MoveUntilAsync(() => _bench.Raw.Count(Create) == 1);
        await enough.CancelAsync();
        var wait = () => call;
        await wait.Should().ThrowAsync<OperationCanceledException>();
        _bench.Plugin.State.Should().Be(PluginState.Active);
    }

    [Fact]
    public async Task A_plugin_whose_file_is_gone_is_one_that_is_away()
    {
        await _bench.CreateAsync();
        await _bench.Raw.KillAsync();
        File.Delete(_bench.Raw.SocketPath);
        var call = _bench.CreateAsync();
        await _bench.MoveUntilAsync(() => _bench.Plugin.Trouble is not null);
        call.IsCompleted.Should().BeFalse("it is being restarted, perhaps");
        _bench.Raw.Start();
        await _bench.MoveUntilAsync(() => call.IsCompleted);
        await call;
    }

    [Fact]
    public async Task Stopping_ends_the_calls_under_way()
    {
        _bench.Raw.Answer(Create, RawAnswer.Silence);
        var call = _bench.CreateAsync();
        await _bench.MoveUntilAsync(() => _bench.Raw.Count(Create) == 1);
        _bench.Registry.Dispose();
        (await _bench.FailureOfAsync(call)).Message.Should().Be($"plugin weave: {Create}: the controller is stopping");
    }

    private bool IsOpen() => _bench.Plugin.IsGivenUp;
}
