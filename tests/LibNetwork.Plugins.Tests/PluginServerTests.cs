using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Transport;
using LibNetwork.Plugins.Tests.Doubles;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Tests;

/// <summary>Start and stop.</summary>
public sealed class PluginServerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly RecordingDriver _driver = new();

    [Fact]
    public async Task A_driver_is_served_until_its_token_says_stop()
    {
        using var stop = new CancellationTokenSource();
        var running = PluginServer.RunAsync(
            new PluginOptions { Name = "hello", NetworkDriver = _driver, Listener = PluginListener.UnixSocket(_directory["hello.sock"]) }, stop.Token);
        await Plugin.UntilAsync(() => File.Exists(_directory["hello.sock"]));
        await stop.CancelAsync();
        await running;
        File.Exists(_directory["hello.sock"]).Should().BeFalse();
    }

    [Fact]
    public async Task Stopping_lets_calls_under_way_end_and_takes_no_new_ones()
    {
        var release = new TaskCompletionSource();
        _driver.OnCall = (_, _, _) => release.Task;
        await using var plugin = await Plugin.StartAsync(_driver);
        var call = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""");
        await Plugin.UntilAsync(() => !_driver.Calls.IsEmpty);

        var stopping = plugin.Server.DisposeAsync().AsTask();
        File.Exists(plugin.Path).Should().BeFalse("nobody new finds the way");
        stopping.IsCompleted.Should().BeFalse();
        release.SetResult();
        (await call).Status.Should().Be(200);
        await stopping;
        await plugin.Server.DisposeAsync();
    }

    [Fact]
    public async Task A_call_that_outlasts_the_stop_is_cancelled_and_its_caller_is_told()
    {
        _driver.OnCall = (_, _, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
        await using var plugin = await Plugin.StartAsync(_driver);
        var call = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""");
        await Plugin.UntilAsync(() => !_driver.Calls.IsEmpty);
        var stopping = plugin.Server.DisposeAsync().AsTask();
        plugin.Clock.Advance(new PluginOptions { Name = "x" }.StopTimeout);
        (await call).Should().Be((503, """{"Err":"the plugin stops"}"""));
        await stopping;
    }

    [Fact]
    public async Task A_teardown_whose_caller_is_gone_ends_before_the_plugin_does()
    {
        var release = new TaskCompletionSource();
        _driver.OnCall = (_, _, _) => release.Task;
        await using var plugin = await Plugin.StartAsync(_driver);
        using (var enough = new CancellationTokenSource())
        {
            var call = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""", enough.Token);
            await Plugin.UntilAsync(() => !_driver.Calls.IsEmpty);
            await enough.CancelAsync();
            await call.Invoking(async task => await task).Should().ThrowAsync<OperationCanceledException>();
        }

        var stopping = plugin.Server.DisposeAsync().AsTask();
        await Task.Delay(50);
        stopping.IsCompleted.Should().BeFalse();
        release.SetResult();
        await stopping;
        plugin.Server.Runner.UnderWay.Should().Be(0);
    }

    [Fact]
    public async Task A_driver_that_never_ends_does_not_keep_the_plugin_from_stopping()
    {
        var release = new TaskCompletionSource();
        _driver.OnCall = (_, _, _) => release.Task;
        await using var plugin = await Plugin.StartAsync(_driver);
        var call = plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""");
        await Plugin.UntilAsync(() => !_driver.Calls.IsEmpty);
        var stopping = plugin.Server.DisposeAsync().AsTask();
        await Plugin.UntilAsync(() =>
        {
            plugin.Clock.Advance(TimeSpan.FromSeconds(10));
            return stopping.IsCompleted;
        });
        (await call).Status.Should().Be(503);
        plugin.Logs.At(LogLevel.Warning).Should().Contain("plugin test: 1 calls have not ended; they are left to themselves");
        release.SetResult();
    }

    [Fact]
    public async Task Several_plugins_live_in_one_process_each_with_its_own_driver()
    {
        var other = new RecordingDriver();
        await using var one = await Plugin.StartAsync(_driver);
        await using (var two = await Plugin.StartAsync(other))
        {
            await one.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n1"}""");
            await two.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n2"}""");
        }

        await one.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n3"}""");
        _driver.Calls.Should().Equal(["DeleteNetwork n1", "DeleteNetwork n3"]);
        other.Calls.Should().Equal(["DeleteNetwork n2"]);
    }

    [Fact]
    public async Task A_second_plugin_on_a_live_socket_is_refused_and_the_first_lives_on()
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        var second = async () => await PluginServer.StartAsync(new PluginOptions { Name = "test", NetworkDriver = _driver, Listener = PluginListener.UnixSocket(plugin.Path) });
        (await second.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
        (await plugin.PostAsync("Plugin.Activate")).Status.Should().Be(200);
    }

    [Fact]
    public async Task The_socket_of_a_plugin_that_died_is_taken_over()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(_directory["dead"]));
            File.Move(_directory["dead"], _directory["p.sock"]); // Closing a socket of the BCL removes what it was bound to.
        }

        await using var server = await PluginServer.StartAsync(new PluginOptions { Name = "p", NetworkDriver = _driver, Listener = PluginListener.UnixSocket(_directory["p.sock"]) });
        using var transport = new PluginTransport(server.Address);
        (await transport.PostAsync("Plugin.Activate", default, default)).Status.Should().Be(200);
    }

    [Fact]
    public async Task The_directory_of_the_socket_is_made_for_all_to_read()
    {
        await using var server = await PluginServer.StartAsync(
            new PluginOptions { Name = "p", NetworkDriver = _driver, Listener = PluginListener.UnixSocket(_directory["a/b/p.sock"]) });
        File.GetUnixFileMode(_directory["a/b"]).Should().Be((UnixFileMode)Convert.ToInt32("755", 8), "row B-093");
        server.Address.ToString().Should().Be($"unix://{_directory["a/b/p.sock"]}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("ümlaut")]
    [InlineData("a\0")]
    public async Task A_name_that_is_no_file_name_is_refused(string name)
    {
        var start = async () => await PluginServer.StartAsync(new PluginOptions { Name = name, NetworkDriver = _driver });
        (await start.Should().ThrowAsync<NetworkException>()).Which.Message.Should().Contain("a name has 1 to 64");
    }

    [Fact]
    public async Task All_that_is_wrong_with_options_is_told_at_once_and_nothing_is_begun()
    {
        var start = async () => await PluginServer.StartAsync(new PluginOptions
        {
            Name = "a b",
            Capability = new Capability(Scope.None, Scope.Swarm),
            CallTimeout = TimeSpan.Zero,
            StopTimeout = TimeSpan.FromDays(2),
            MaxRequestBytes = 0,
            Listener = PluginListener.UnixSocket(_directory["p.sock"]),
        });
        (await start.Should().ThrowAsync<NetworkException>()).Which.Message.Should().Be(
            "plugin \"a b\": a name has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter or digit; "
            + "there is no driver; set NetworkDriver, IpamDriver or both; the data scope is local or global, not \"\"; "
            + "the connectivity scope is local, global or none, not \"swarm\"; the call timeout is more than zero and at most a day; "
            + "the stop timeout is zero to a day; the largest request has 1 to 1073741824 bytes");
        Directory.EnumerateFileSystemEntries(_directory.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_relative_path_is_refused()
    {
        var start = async () => await PluginServer.StartAsync(new PluginOptions { Name = "x", NetworkDriver = _driver, Listener = PluginListener.UnixSocket("p.sock") });
        (await start.Should().ThrowAsync<NetworkException>()).WithMessage("*must be absolute*");
    }

    public void Dispose() => _directory.Dispose();
}
