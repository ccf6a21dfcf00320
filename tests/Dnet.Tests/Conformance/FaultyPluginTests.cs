using static Dnet.Tests.Conformance.RawReply;

namespace Dnet.Tests.Conformance;

/// <summary>Plugins that hang, die, forget or serve one client at a time.</summary>
public sealed class FaultyPluginTests
{
    [Fact]
    public async Task One_that_waits_for_a_body_where_there_is_none_is_told_once_and_not_waited_for_again()
    {
        await using var plugin = new RawPlugin(wantsBodies: true);

        var result = await PluginCheck.RunAsync(plugin.Socket, "--timeout", "0.5");

        result.ExitCode.Should().Be(1);
        result.Names("fail").Should().Equal("handshake/answers");
        result.Detail("handshake/answers").Should().Be("sent Plugin.Activate (an empty body); expected an answer; none came within 0.5 s");
        result.Rows.Skip(1).Should().OnlyContain(row => row.Result == "not tried" && row.Detail == "the plugin has not answered since handshake/answers");
    }

    [Fact]
    public async Task One_that_hangs_at_a_single_call_fails_there_and_the_other_checks_go_on()
    {
        await using var plugin = new RawPlugin((request, correct) => request.HasLength ? correct() : Task.FromResult<RawReply>(new Hang()));

        var result = await PluginCheck.RunAsync(plugin.Socket, "--timeout", "3");

        result.Names("fail").Should().Equal("handshake/bare");
        result.Detail("handshake/bare").Should().Be(
            "sent Plugin.Activate without Content-Length; expected an answer; none came within 3 s, and the connection was not closed either");
        result.Names("pass").Should().Contain("afterwards/answers");
    }

    [Fact]
    public async Task One_that_is_slow_to_start_is_tried_whole()
    {
        var handshakes = 0;
        await using var plugin = new RawPlugin((request, correct) => request.Method == "Plugin.Activate" && Interlocked.Increment(ref handshakes) == 1
            ? Task.FromResult<RawReply>(new Answer(503, "starting")) : correct());

        var result = await PluginCheck.RunAsync(plugin.Socket, "--only", "handshake", "--only", "capabilities/scope");

        result.Names("pass").Should().HaveCount(7);
    }

    [Fact]
    public async Task One_that_never_answers_the_handshake_is_not_taken_for_one_that_names_no_driver()
    {
        await using var plugin = new RawPlugin((request, correct) => request.Method == "Plugin.Activate"
            ? Task.FromResult<RawReply>(new Answer(500, "no")) : correct());

        var result = await PluginCheck.RunAsync(plugin.Socket);

        result.ExitCode.Should().Be(1);
        result.Detail("handshake/answers").Should().Be(
            """sent Plugin.Activate (an empty body); expected 200 and {"Implements":[…]}; came 500 no""");
        result.Detail("networks/two").Should().Be("the plugin did not answer the handshake");
    }

    [Fact]
    public async Task One_that_ends_at_malformed_JSON_is_tried_no_further()
    {
        await using var plugin = new RawPlugin(EndsAtMalformedJson);

        var result = await PluginCheck.RunAsync(plugin.Socket);

        result.ExitCode.Should().Be(1);
        result.Names("fail").Should().Equal("errors/malformed-json");
        result.Detail("errors/malformed-json").Should().StartWith("""sent NetworkDriver.CreateNetwork {"NetworkID":; expected an answer; none came: """);
        result.Detail("afterwards/answers").Should().Be("the plugin has not answered since errors/malformed-json");
    }

    [Fact]
    public async Task One_that_ends_is_started_again_where_a_command_can()
    {
        await using var plugin = new RestartablePlugin(socket => new RawPlugin(EndsAtMalformedJson, socket: socket));

        var result = await PluginCheck.RunAsync(plugin.Socket, "--restart", plugin.Command);

        result.Names("fail").Should().Equal("errors/malformed-json", "errors/wrong-types", "errors/deep-nesting");
        result.Names("pass").Should().Contain(["connections/stuck", "restart/networks", "restart/pools", "afterwards/answers"]);
    }

    [Fact]
    public async Task One_that_remembers_passes_the_restarts()
    {
        var driver = new ModelDriver();
        await using var plugin = new RestartablePlugin(socket => new RawPlugin(driver: driver, socket: socket));

        var result = await PluginCheck.RunAsync(plugin.Socket, "--restart", plugin.Command, "--only", "restart");

        result.Rows.Should().OnlyContain(row => row.Result == "pass").And.HaveCount(3);
        plugin.Restarts.Should().Be(3);
        driver.Count.Should().Be(0);
    }

    [Fact]
    public async Task One_that_forgets_and_says_so_passes_the_restarts()
    {
        await using var plugin = new RestartablePlugin(socket => new RawPlugin(socket: socket));

        var result = await PluginCheck.RunAsync(plugin.Socket, "--restart", plugin.Command, "--only", "restart");

        result.Rows.Should().OnlyContain(row => row.Result == "pass").And.HaveCount(3);
    }

    [Fact]
    public async Task One_that_forgets_and_will_not_delete_what_it_forgot_fails_the_restart()
    {
        var started = 0;
        await using var plugin = new RestartablePlugin(socket =>
        {
            var isFirst = Interlocked.Increment(ref started) == 1;
            return new RawPlugin((request, correct) => !isFirst && request.Method == "NetworkDriver.DeleteNetwork"
                ? Task.FromResult(Refuse("no such network")) : correct(), socket: socket);
        });

        var result = await PluginCheck.RunAsync(plugin.Socket, "--restart", plugin.Command, "--only", "restart/networks");

        result.Names("fail").Should().Equal("restart/networks");
        result.Detail("restart/networks").Should().Contain(
            """expected success: what was made before the restart can be deleted after it, remembered or not; came 400 {"Err":"no such network"}""")
            .And.EndWith("""is left behind: 400 {"Err":"no such network"}""");
    }

    [Fact]
    public async Task One_that_gives_an_address_of_before_the_restart_again_fails_the_restart()
    {
        await using var plugin = new RestartablePlugin(socket =>
        {
            var driver = new ModelDriver();
            driver.Handle(new RawRequest("IpamDriver.RequestPool", """{"Pool":"198.18.0.0/24"}"""u8.ToArray()));
            return new RawPlugin((request, correct) => request.Method is "IpamDriver.RequestPool"
                ? Task.FromResult(Success("""{"PoolID":"198.18.0.0/24","Pool":"198.18.0.0/24"}""")) : correct(), driver, socket);
        });

        var result = await PluginCheck.RunAsync(plugin.Socket, "--restart", plugin.Command, "--only", "restart/pools");

        result.Detail("restart/pools").Should().Contain(
            """expected another address than 198.18.0.1/24, which was given before the restart; came 200 {"Address":"198.18.0.1/24"}""");
    }

    [Fact]
    public async Task A_command_that_fails_to_restart_is_told()
    {
        await using var plugin = new RawPlugin();

        var result = await PluginCheck.RunAsync(plugin.Socket, "--restart", "exit 3", "--only", "restart/answers");

        result.Detail("restart/answers").Should().Be("ran \"exit 3\"; expected it to restart the plugin; it ended with 3");
        result.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task One_that_serves_one_client_at_a_time_is_held_up_by_those_that_are_stuck()
    {
        await using var plugin = new RawPlugin(oneAtATime: true);

        var result = await PluginCheck.RunAsync(plugin.Socket, "--timeout", "2");

        result.Names("fail").Should().Contain("connections/stuck");
        result.Detail("connections/stuck").Should().Be(
            "while 8 other clients have sent half a request: sent Plugin.Activate (an empty body); expected an answer; none came within 2 s");
        result.Names("pass").Should().Contain(["networks/create-and-delete", "afterwards/answers"]);
    }

    [Fact]
    public async Task One_whose_slow_calls_hold_up_the_others_is_told()
    {
        using var turn = new SemaphoreSlim(1);
        await using var plugin = new RawPlugin(async (request, correct) =>
        {
            await turn.WaitAsync();
            await Task.Delay(request.Method == "NetworkDriver.CreateNetwork" ? 600 : 0);
            turn.Release();
            return await correct();
        });

        var result = await PluginCheck.RunAsync(plugin.Socket, "--only", "concurrency/slow-call");

        result.ExitCode.Should().Be(1);
        result.Detail("concurrency/slow-call").Should().MatchRegex(
            @"^sent GetCapabilities while CreateNetwork was under way, 3 times; expected it to be answered first, since CreateNetwork takes [0-9.]+ s; it was answered when CreateNetwork was, each time$");
    }

    [Fact]
    public async Task One_whose_slow_calls_hold_up_nobody_passes()
    {
        await using var plugin = new RawPlugin(async (request, correct) =>
        {
            await Task.Delay(request.Method == "NetworkDriver.CreateNetwork" ? 600 : 0);
            return await correct();
        });

        (await PluginCheck.RunAsync(plugin.Socket, "--only", "concurrency/slow-call")).Names("pass").Should().Equal("concurrency/slow-call");
    }

    private static Task<RawReply> EndsAtMalformedJson(RawRequest request, Func<Task<RawReply>> correct) =>
        request.Method == "NetworkDriver.CreateNetwork" && request.Body.Length > 0 && request.Json is null ? Task.FromResult<RawReply>(new Die()) : correct();
}
