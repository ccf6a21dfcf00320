using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Plugins;

/// <summary>What a plugin may answer, and what a caller is told (B-009 to B-012, B-081).</summary>
public sealed class PluginAnswerTests : IAsyncLifetime
{
    private const string Create = "NetworkDriver.CreateNetwork";
    private readonly PluginBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory] // B-008, B-009
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"Err":""}""")]
    [InlineData("""{"Err":null,"Unknown":[1,{"a":2}]}""")]
    public async Task An_answer_without_an_error_is_success(string json)
    {
        _bench.Raw.Answer(Create, json);
        await _bench.CreateAsync();
        _bench.Plugin.State.Should().Be(PluginState.Active);
    }

    [Fact] // B-001 to B-003, B-007
    public async Task A_call_is_a_POST_with_Dockers_headers_and_exact_names()
    {
        await _bench.CreateAsync();
        var request = _bench.Raw.Last(Create);
        request.Head.Should().StartWith("POST /NetworkDriver.CreateNetwork HTTP/1.1\r\n")
            .And.Contain("Accept: application/vnd.docker.plugins.v1.2+json").And.Contain("Host: plugin.moby.localhost");
        request.Body.Should().Be("""{"NetworkID":"n"}""");
        _bench.Raw.Last("Plugin.Activate").Body.Should().BeEmpty("row B-006");
    }

    [Theory] // B-010, B-081
    [InlineData("""{"Err":"no such thing"}""")]
    [InlineData("""{"Error":"no such thing"}""")]
    [InlineData("""{"err":"no such thing"}""")]
    public async Task An_error_in_a_good_answer_is_the_plugins_own(string json)
    {
        _bench.Raw.Answer(Create, json);
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        (error.Message, error.Kind, error.IsUnreachable, error.MayHaveReached).Should().Be(("remote: no such thing", ErrorKind.Internal, false, false));
    }

    [Theory] // B-011, B-012, B-014
    [InlineData(400, """{"Err":"bad"}""", "bad", ErrorKind.InvalidParameter)]
    [InlineData(403, """{"Err":"not yours"}""", "not yours", ErrorKind.Forbidden)]
    [InlineData(404, "404 page not found\n", "404 page not found", ErrorKind.NotFound)]
    [InlineData(409, """{"Error":"taken"}""", "taken", ErrorKind.Conflict)]
    [InlineData(500, """{"Err":"boom"}""", "boom", ErrorKind.Internal)]
    [InlineData(501, """{"Err":"no"}""", "no", ErrorKind.NotImplemented)]
    [InlineData(503, """{"Message":"?"}""", """{"Message":"?"}""", ErrorKind.Unavailable)]
    [InlineData(502, "", "HTTP status 502", ErrorKind.Internal)]
    [InlineData(201, "{}", "{}", ErrorKind.Internal)]
    public async Task An_error_status_is_an_error_of_its_kind(int status, string body, string text, ErrorKind kind)
    {
        _bench.Raw.Answer(Create, RawAnswer.Json(body, status));
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        (error.Message, error.Kind, error.Status).Should().Be(($"{Create}: {text}", kind, status));
        _bench.Raw.Count(Create).Should().Be(1, "row B-031: an answer ends the attempt");
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("[]")]
    [InlineData("""{"Err":7}""")]
    [InlineData("{}{}")]
    [InlineData("{\"Err\":\"unfinished")]
    public async Task An_answer_that_is_not_the_JSON_of_the_call_says_which_plugin_and_which_call(string body)
    {
        _bench.Raw.Answer(Create, body);
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        error.Message.Should().StartWith($"plugin weave: {Create}: the answer is not the JSON that belongs to the call: ");
        (error.Kind, error.MayHaveReached, error.IsUnreachable).Should().Be((ErrorKind.Internal, true, false));
        _bench.Raw.Count(Create).Should().Be(1);
        _bench.Plugin.State.Should().Be(PluginState.Failing);
    }

    [Fact]
    public async Task Bytes_that_are_not_HTTP_say_which_plugin_and_which_call()
    {
        _bench.Raw.Answer(Create, new RawAnswer("SSH-2.0-OpenSSH_9.2\r\n\r\n", Close: true));
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        error.Message.Should().StartWith($"plugin weave: {Create}: the answer is not HTTP: ");
        _bench.Raw.Count(Create).Should().Be(1);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_says_which_plugin_and_which_call()
    {
        _bench.Raw.Answer(Create, new RawAnswer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Err\"", Close: true));
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        error.Message.Should().StartWith($"plugin weave: {Create}: the connection broke off before the answer: ");
        error.MayHaveReached.Should().BeTrue();
    }

    [Fact]
    public async Task An_answer_too_large_to_be_one_is_not_read()
    {
        _bench.Raw.Answer(Create, new RawAnswer("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{", Hang: true));
        var error = await _bench.FailureOfAsync(_bench.CreateAsync());
        error.Message.Should().Be($"plugin weave: {Create}: the answer is larger than {8 << 20} bytes");
    }

    [Fact]
    public async Task A_plugin_that_answers_twice_does_not_answer_the_next_call()
    {
        var twice = RawAnswer.Json("{}");
        _bench.Raw.Answer(Create, new RawAnswer(twice.Bytes + RawAnswer.Error(500, "who asked?").Bytes));
        await _bench.CreateAsync();
        await _bench.MoveUntilAsync(() => _bench.Raw.Count(Create) == 1);
        await _bench.DeleteAsync();
        await _bench.DeleteAsync();
    }

    [Fact]
    public async Task Sixty_four_calls_do_not_queue_behind_one_that_is_slow()
    {
        _bench.Raw.Answer(Create, RawAnswer.Silence);
        using var enough = new CancellationTokenSource();
        var slow = _bench.CreateAsync(enough.Token);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => _bench.DeleteAsync()));
        slow.IsCompleted.Should().BeFalse();
        await enough.CancelAsync();
        var wait = () => slow;
        await wait.Should().ThrowAsync<OperationCanceledException>();
    }
}
