using LibNetwork.DriverApi;
using LibNetwork.Plugins.Tests.Doubles;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Tests;

/// <summary>What a driver throws, as its caller hears of it (B-011, B-014).</summary>
public sealed class ErrorAnswerTests
{
    private readonly AbleDriver _driver = new();

    public static TheoryData<ErrorKind, int> Statuses => new()
    {
        { ErrorKind.Internal, 500 },
        { ErrorKind.InvalidParameter, 400 },
        { ErrorKind.Forbidden, 403 },
        { ErrorKind.NotFound, 404 },
        { ErrorKind.Conflict, 409 },
        { ErrorKind.NotImplemented, 501 },
        { ErrorKind.Unavailable, 503 },
        { ErrorKind.Timeout, 408 },
        { ErrorKind.Unauthorized, 401 },
        { ErrorKind.NotModified, 409 },
        { (ErrorKind)1000, 500 },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_kind_has_its_status_and_its_text_in_a_body(ErrorKind kind, int status)
    {
        _driver.OnCall = (_, _, _) => throw new NetworkException(kind, "network n1: \"no\"");
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""")).Should().Be((status, """{"Err":"network n1: \"no\""}"""));
        (await plugin.PostAsync("Plugin.Activate")).Status.Should().Be(200, "the connection lives on");
        plugin.Logs.At(LogLevel.Warning).Should().ContainSingle().Which.Should().Contain("NetworkDriver.DeleteNetwork n1").And.Contain("network n1: \"no\"");
    }

    [Theory]
    [InlineData("NetworkDriver.ProgramExternalConnectivity")]
    [InlineData("NetworkDriver.RevokeExternalConnectivity")]
    public async Task Not_found_is_another_status_where_404_means_that_there_is_no_such_ability(string method)
    {
        _driver.OnCall = (_, _, _) => throw new NoEndpointException("e1");
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync(method, """{"NetworkID":"n1","EndpointID":"e1"}""")).Should().Be((500, """{"Err":"No endpoint (e1) exists"}"""), "row B-013");
    }

    [Fact]
    public async Task What_nobody_expected_is_500_with_its_message_and_logged_with_its_stack()
    {
        _driver.OnCall = (_, _, _) => throw new FormatException("driver is confused");
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""")).Should().Be((500, """{"Err":"driver is confused"}"""));
        var line = plugin.Logs.Lines.Should().ContainSingle(line => line.Level == LogLevel.Error).Which;
        line.Exception.Should().BeOfType<FormatException>().Which.StackTrace.Should().Contain(nameof(RecordingDriver));
    }

    [Fact]
    public async Task A_driver_that_throws_at_once_and_one_that_gives_up_by_itself_fail_alike()
    {
        _driver.OnCall = (_, _, _) => throw new OperationCanceledException("the kernel was too slow");
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.CreateNetwork", """{"NetworkID":"n1"}""")).Should().Be((500, """{"Err":"the kernel was too slow"}"""));
    }

    [Fact]
    public async Task An_endpoint_whose_creation_failed_is_not_remembered()
    {
        _driver.OnCall = (method, _, _) => method == "CreateEndpoint" ? throw new EndpointExistsException("e1") : Task.CompletedTask;
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.PostAsync("NetworkDriver.CreateEndpoint", """{"NetworkID":"n1","EndpointID":"e1","Options":{"a":"b"}}""")).Status.Should().Be(403);
        await plugin.PostAsync("NetworkDriver.Join", """{"NetworkID":"n1","EndpointID":"e1"}""");
        _driver.Calls.Last().Should().Be("Join n1 e1  {} {}");
    }

    [Fact]
    public async Task Each_call_is_one_line_of_the_debug_log()
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        await plugin.PostAsync("NetworkDriver.Leave", """{"NetworkID":"n1","EndpointID":"e1"}""");
        await Plugin.UntilAsync(() => plugin.Logs.At(LogLevel.Debug).Any());
        plugin.Logs.At(LogLevel.Debug).Should().ContainSingle().Which.Should().MatchRegex(@"^NetworkDriver\.Leave n1 e1: 200 in \d+\.\d{3} ms$");
    }
}
