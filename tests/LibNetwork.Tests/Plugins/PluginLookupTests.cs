using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Plugins;

/// <summary>Handshake and lookup (B.2, B.3, B-035).</summary>
public sealed class PluginLookupTests : IAsyncLifetime
{
    private readonly PluginBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact] // B-015, B-016
    public async Task A_plugin_is_activated_once_on_first_use_however_many_need_it()
    {
        _bench.Registry.List().Should().ContainSingle().Which.Should().BeEquivalentTo(
            new PluginInfo { Name = "weave", Address = "unix://" + _bench.Raw.SocketPath, State = PluginState.NotActivated });
        _bench.Raw.Requests.Should().BeEmpty("looking is not calling");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _bench.DeleteAsync()));
        _bench.Raw.Count("Plugin.Activate").Should().Be(1);
        _bench.Registry.List().Should().ContainSingle().Which.Should().BeEquivalentTo(new PluginInfo
        {
            Name = "weave",
            Address = "unix://" + _bench.Raw.SocketPath,
            State = PluginState.Active,
            Implements = ["NetworkDriver", "IpamDriver"],
        });
    }

    [Fact] // B-017
    public async Task An_activation_that_failed_is_begun_anew_by_the_next_lookup()
    {
        _bench.Raw.Answer("Plugin.Activate", RawAnswer.Error(500, "not yet"));
        var error = await _bench.FailureOfAsync(FindAsync("NetworkDriver"));
        (error.Message, error.Kind).Should().Be(("plugin weave: Plugin.Activate: not yet", ErrorKind.Internal));
        _bench.Registry.List()[0].Should().BeEquivalentTo(new { State = PluginState.Failing, Error = "Plugin.Activate: not yet" });

        _bench.Raw.Answers.TryRemove("Plugin.Activate", out _);
        await FindAsync("NetworkDriver");
        _bench.Registry.List()[0].State.Should().Be(PluginState.Active);
    }

    [Fact] // B-018
    public async Task A_plugin_that_is_something_else_is_not_found()
    {
        _bench.Raw.Manifest = """{"Implements":["VolumeDriver"]}""";
        var error = await _bench.FailureOfAsync(FindAsync("NetworkDriver"));
        (error.Message, error.Kind).Should().Be(
            ("Plugin does not implement the requested driver: plugin=\"weave\", requested implementation=\"NetworkDriver\"", ErrorKind.NotFound));
    }

    [Theory] // B-018, B-020, B-035
    [InlineData("missing", "could not find plugin missing in v1 plugin registry: plugin not found", ErrorKind.NotFound)]
    [InlineData("", "Unable to find plugin without name", ErrorKind.InvalidParameter)]
    [InlineData("../weave", "plugin \"../weave\": not a name that a file can have", ErrorKind.InvalidParameter)]
    public async Task A_name_without_a_plugin_is_an_error_at_once_and_leaves_no_trace(string name, string text, ErrorKind kind)
    {
        var find = async () => await _bench.Registry.FindAsync(name, "NetworkDriver", CancellationToken.None);
        var error = (await find.Should().ThrowAsync<NetworkException>()).Which; // The clock stands still: nothing is waited for.
        (error.Message, error.Kind).Should().Be((text, kind));
        _bench.Registry.List().Select(plugin => plugin.Name).Should().Equal("weave");
    }

    [Fact] // B-016
    public async Task A_caller_who_gives_up_does_not_end_the_activation_for_the_others()
    {
        var go = new TaskCompletionSource();
        _bench.Raw.Answers["Plugin.Activate"] = _ =>
        {
            go.Task.Wait();
            return RawAnswer.Json(_bench.Raw.Manifest);
        };
        using var enough = new CancellationTokenSource();
        var impatient = _bench.DeleteAsync(enough.Token);
        var patient = _bench.DeleteAsync();
        await enough.CancelAsync();
        var wait = () => impatient;
        await wait.Should().ThrowAsync<OperationCanceledException>();
        go.SetResult();
        await patient;
        _bench.Raw.Count("Plugin.Activate").Should().Be(1);
    }

    [Fact] // B-023 to B-025
    public async Task A_plugin_is_found_by_its_specification_and_where_that_says_it_is_now()
    {
        Directory.CreateDirectory(Path.Combine(_bench.Raw.Root, "specs"));
        var spec = Path.Combine(_bench.Raw.Root, "specs", "blue.spec");
        await File.WriteAllTextAsync(spec, "unix:///nowhere/at/all.sock\n");
        var blue = _bench.Registry.Get("blue");
        var calling = blue.ActivateAsync("NetworkDriver", CancellationToken.None).AsTask();
        await File.WriteAllTextAsync(spec + ".new", "unix://" + _bench.Raw.SocketPath);
        File.Move(spec + ".new", spec, overwrite: true);
        await _bench.MoveUntilAsync(() => calling.IsCompleted);
        (await calling).Implements.Should().Contain("NetworkDriver");
        _bench.Registry.List().Select(plugin => (plugin.Name, plugin.State)).Should().Equal(
            ("blue", PluginState.Active), ("weave", PluginState.NotActivated));
    }

    [Fact]
    public void A_file_that_cannot_be_understood_is_listed_with_what_is_wrong()
    {
        Directory.CreateDirectory(Path.Combine(_bench.Raw.Root, "specs"));
        File.WriteAllText(Path.Combine(_bench.Raw.Root, "specs", "blue.spec"), "nonsense");
        _bench.Registry.List()[0].Should().BeEquivalentTo(new
        {
            Name = "blue",
            Address = "",
            State = PluginState.Failing,
            Error = $"plugin file {_bench.Raw.Root}/specs/blue.spec: address \"nonsense\": Unknown protocol",
        });
    }

    private async Task FindAsync(string token) => await _bench.Registry.FindAsync("weave", token, CancellationToken.None);
}
