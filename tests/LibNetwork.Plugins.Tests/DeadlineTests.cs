using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.Plugins.Tests.Doubles;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Tests;

/// <summary>Nobody waits for ever: not the caller, and not the next one in the queue longer than the driver takes.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan CallTimeout = new PluginOptions { Name = "x" }.CallTimeout;

    private readonly AbleDriver _driver = new();
    private readonly TaskCompletionSource _release = new();

    [Fact]
    public async Task A_driver_that_ignores_its_token_does_not_keep_its_caller()
    {
        _driver.OnCall = (method, _, _) => method == "Leave" ? _release.Task : Task.CompletedTask;
        await using var plugin = await Plugin.StartAsync(_driver);
        var leave = plugin.PostAsync("NetworkDriver.Leave", """{"NetworkID":"n1","EndpointID":"e1"}""");
        await Plugin.UntilAsync(() => _driver.Calls.Count == 1);

        plugin.Clock.Advance(CallTimeout);
        (await leave).Should().Be((408, """{"Err":"the driver did not answer within 120 s"}"""));

        var delete = plugin.PostAsync("NetworkDriver.DeleteEndpoint", """{"NetworkID":"n1","EndpointID":"e1"}""");
        await Plugin.UntilAsync(() => plugin.Server.Runner.UnderWay == 2);
        _driver.Calls.Should().HaveCount(1, "calls for one network never overlap");
        _release.SetResult();
        (await delete).Status.Should().Be(200);
        plugin.Logs.At(LogLevel.Warning).Should().Contain("NetworkDriver.Leave n1 e1 ended after its caller had been answered: done");
    }

    [Fact]
    public async Task A_call_whose_turn_does_not_come_is_never_made()
    {
        _driver.OnCall = (method, _, _) => method == "Leave" ? _release.Task : Task.CompletedTask;
        await using var plugin = await Plugin.StartAsync(_driver);
        var first = plugin.PostAsync("NetworkDriver.Leave", """{"NetworkID":"n1","EndpointID":"e1"}""");
        await Plugin.UntilAsync(() => _driver.Calls.Count == 1);
        var second = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""");
        await Plugin.UntilAsync(() => plugin.Server.Runner.UnderWay == 2);

        plugin.Clock.Advance(CallTimeout);
        (await second).Should().Be((408, """{"Err":"earlier calls for the same network did not end within 120 s; the driver was not asked"}"""));
        (await first).Status.Should().Be(408);
        _release.SetResult();
        await Plugin.UntilAsync(() => plugin.Server.Runner is { UnderWay: 0, Queues: 0 });
        _driver.Calls.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_driver_that_heeds_its_token_undoes_what_it_began_before_the_next_call()
    {
        var undone = false;
        _driver.OnCall = async (method, _, cancellationToken) =>
        {
            if (method == "CreateNetwork")
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    await _release.Task;
                    undone = true;
                }
            }
            else
            {
                undone.Should().BeTrue();
            }
        };
        await using var plugin = await Plugin.StartAsync(_driver);
        var create = plugin.PostAsync("NetworkDriver.CreateNetwork", """{"NetworkID":"n1"}""");
        await Plugin.UntilAsync(() => _driver.Calls.Count == 1);
        plugin.Clock.Advance(CallTimeout);
        (await create).Status.Should().Be(408);

        var delete = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""");
        await Plugin.UntilAsync(() => plugin.Server.Runner.UnderWay == 2);
        _release.SetResult();
        (await delete).Status.Should().Be(200);
        _driver.Calls.Should().HaveCount(2);
    }

    public static TheoryData<string, string, string> Creations => new()
    {
        { "NetworkDriver.CreateNetwork", """{"NetworkID":"n1"}""", "DeleteNetwork n1" },
        { "NetworkDriver.CreateEndpoint", """{"NetworkID":"n1","EndpointID":"e1"}""", "DeleteEndpoint n1 e1" },
        { "NetworkDriver.Join", """{"NetworkID":"n1","EndpointID":"e1"}""", "Leave n1 e1" },
        { "NetworkDriver.AllocateNetwork", """{"NetworkID":"n1"}""", "FreeNetwork n1" },
        { "NetworkDriver.ProgramExternalConnectivity", """{"NetworkID":"n1","EndpointID":"e1"}""", "ExternalConnectivity n1 e1 4= 6=" },
    };

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task What_succeeds_too_late_is_taken_back_in_its_turn(string method, string request, string undo)
    {
        var first = true;
        _driver.OnCall = (_, _, _) => Interlocked.Exchange(ref first, false) ? _release.Task : Task.CompletedTask;
        await using var plugin = await Plugin.StartAsync(_driver);
        var create = plugin.PostAsync(method, request);
        await Plugin.UntilAsync(() => _driver.Calls.Count == 1);
        plugin.Clock.Advance(CallTimeout);
        (await create).Status.Should().Be(408);

        var again = plugin.PostAsync(method, request);
        await Plugin.UntilAsync(() => plugin.Server.Runner.UnderWay == 2);
        _release.SetResult();
        (await again).Status.Should().Be(200);
        _driver.Calls.Should().HaveCount(3);
        _driver.Calls.ElementAt(1).Should().Be(undo);
    }

    [Theory]
    [InlineData("IpamDriver.RequestPool", "{}", "ReleasePool pool/1")]
    [InlineData("IpamDriver.RequestAddress", """{"PoolID":"p"}""", "ReleaseAddress p|10.9.0.2")]
    public async Task What_an_IPAM_driver_hands_out_too_late_is_given_back(string method, string request, string undo)
    {
        var ipam = new RecordingIpam { OnCall = (call, _) => call.StartsWith("Request", StringComparison.Ordinal) ? _release.Task : Task.CompletedTask };
        await using var plugin = await Plugin.StartAsync(network: null, ipam);
        var taken = plugin.PostAsync(method, request);
        await Plugin.UntilAsync(() => ipam.Calls.Count == 1);
        plugin.Clock.Advance(CallTimeout);
        (await taken).Status.Should().Be(408);
        _release.SetResult();
        await Plugin.UntilAsync(() => ipam.Calls.Count == 2);
        ipam.Calls.Last().Should().Be(undo);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_logged()
    {
        _driver.OnCall = (method, _, _) => method == "CreateNetwork" ? _release.Task : throw new NetworkException(ErrorKind.Internal, "stuck");
        await using var plugin = await Plugin.StartAsync(_driver);
        var create = plugin.PostAsync("NetworkDriver.CreateNetwork", """{"NetworkID":"n1"}""");
        await Plugin.UntilAsync(() => _driver.Calls.Count == 1);
        plugin.Clock.Advance(CallTimeout);
        await create;
        _release.SetResult();
        await Plugin.UntilAsync(() => plugin.Logs.At(LogLevel.Error).Any());
        plugin.Logs.At(LogLevel.Error).Should().Equal("NetworkDriver.CreateNetwork n1  succeeded after its caller had been answered, and could not be taken back");
    }

    [Theory]
    [InlineData("NetworkDriver.CreateNetwork", true)]
    [InlineData("NetworkDriver.CreateEndpoint", true)]
    [InlineData("NetworkDriver.Join", true)]
    [InlineData("NetworkDriver.DeleteNetwork", false)]
    [InlineData("NetworkDriver.DeleteEndpoint", false)]
    [InlineData("NetworkDriver.Leave", false)]
    [InlineData("NetworkDriver.FreeNetwork", false)]
    [InlineData("NetworkDriver.RevokeExternalConnectivity", false)]
    public async Task A_caller_that_goes_away_ends_what_builds_up_and_not_what_tears_down(string method, bool cancelled)
    {
        CancellationToken token = default;
        _driver.OnCall = (_, _, cancellationToken) =>
        {
            token = cancellationToken;
            return _release.Task;
        };
        await using var plugin = await Plugin.StartAsync(_driver);
        using (var socket = await plugin.ConnectAsync())
        {
            const string body = """{"NetworkID":"n1","EndpointID":"e1"}""";
            await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /{method} HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            await Plugin.UntilAsync(() => _driver.Calls.Count == 1);
        }

        if (cancelled)
        {
            await Plugin.UntilAsync(() => token.IsCancellationRequested);
        }
        else
        {
            // Somebody else's call shows that the plugin has gone on since.
            (await plugin.PostAsync("Plugin.Activate")).Status.Should().Be(200);
            token.IsCancellationRequested.Should().BeFalse();
        }

        _release.SetResult();
        await Plugin.UntilAsync(() => plugin.Server.Runner is { UnderWay: 0, Queues: 0 });
        _driver.Calls.Should().HaveCount(cancelled ? 2 : 1, "what was built for nobody is taken back");
    }
}
