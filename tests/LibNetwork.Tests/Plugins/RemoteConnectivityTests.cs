using System.Text.Json;
using CsCheck;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Plugins;

/// <summary>Who is the way out: when the plugin is told, and what (B-071, B-072, B-013).</summary>
public sealed class RemoteConnectivityTests : IAsyncLifetime
{
    private const string Program = "NetworkDriver.ProgramExternalConnectivity";
    private const string Revoke = "NetworkDriver.RevokeExternalConnectivity";
    private static readonly Gen<string> s_gateway = Gen.OneOf(Gen.Const(""), Gen.Const("e"), Gen.Const("other"));
    private readonly RemoteDriverBench _bench = new();

    public async ValueTask InitializeAsync()
    {
        await _bench.CreateEndpointAsync();
        await _bench.JoinAsync(new DriverOptions([new("mine", "yes")]));
        _bench.Raw.Requests.Clear();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Becoming_the_way_out_is_told_with_the_options_of_the_sandbox()
    {
        await TellAsync("e", "e");
        _bench.Raw.Last(Program).Body.Should().Be("""{"NetworkID":"n","EndpointID":"e","Options":{"mine":"yes"}}""");
        await TellAsync("e", "e");
        _bench.Raw.Requests.Should().ContainSingle("nothing changed");
    }

    [Theory]
    [InlineData("other", true)]
    [InlineData("", false)]
    public async Task With_somebody_elses_IPv6_nothing_is_proxied(string ipv6, bool expected)
    {
        await TellAsync("e", ipv6);
        _bench.Raw.Last(Program).Json.GetProperty("Options").TryGetProperty(NetLabel.NoProxy6To4, out var value).Should().Be(expected);
        if (expected)
        {
            value.ValueKind.Should().Be(JsonValueKind.True);
        }
    }

    [Fact]
    public async Task Being_the_way_out_no_longer_is_told_once()
    {
        await TellAsync("other", "other");
        _bench.Raw.Requests.Should().BeEmpty("it never was");
        await TellAsync("e", "");
        await TellAsync("", "");
        await TellAsync("", "");
        _bench.Raw.Methods.Should().Equal(Program, Revoke);
        _bench.Raw.Last(Revoke).Body.Should().Be("""{"NetworkID":"n","EndpointID":"e"}""");
    }

    [Fact] // The calls are the changes of state, whatever the order of events.
    public async Task It_is_told_of_changes_only() => await Gen.Select(s_gateway, s_gateway).List[0, 12].SampleAsync(async events =>
    {
        await TellAsync("", "");
        _bench.Raw.Requests.Clear();
        var state = (false, false);
        var expected = new List<string>();
        foreach (var (ipv4, ipv6) in events)
        {
            var next = (ipv4 == "e", ipv6 == "e");
            if (next != state)
            {
                expected.Add(next == (false, false) ? Revoke : Program);
            }

            state = next;
            await TellAsync(ipv4, ipv6);
        }

        return _bench.Raw.Methods.SequenceEqual(expected);
    }, iter: 100, threads: 1);

    [Fact] // B-013
    public async Task A_plugin_without_these_calls_publishes_nothing()
    {
        _bench.Raw.Answer(Program, RawAnswer.Json("404 page not found", 404));
        _bench.Raw.Answer(Revoke, RawAnswer.Json("404 page not found", 404));
        await TellAsync("e", "");
        await TellAsync("", "");
    }

    [Fact]
    public async Task What_the_plugin_refused_is_not_believed()
    {
        _bench.Raw.Answer(Program, RawAnswer.Error(409, "port 80 is taken"));
        (await _bench.ErrorOfAsync(() => TellAsync("e", ""))).Message.Should().Be($"{Program}: port 80 is taken");
        _bench.Raw.Answer(Program, "{}");
        await TellAsync("e", "");
        _bench.Raw.Methods.Should().Equal(Program, Program);
    }

    [Fact]
    public async Task A_new_join_begins_with_nothing_published()
    {
        await TellAsync("e", "");
        await _bench.Driver.LeaveAsync("n", "e");
        await _bench.JoinAsync();
        await TellAsync("e", "");
        _bench.Raw.Count(Program).Should().Be(2);
    }

    [Fact]
    public async Task An_endpoint_it_never_heard_of_is_not_found()
    {
        var error = await _bench.ErrorOfAsync(async () => await _bench.Driver.ProgramExternalConnectivityAsync("n", "ghost", "", ""));
        (error.Message, error.Kind).Should().Be(("remote network driver: endpoint ghost not found", ErrorKind.NotFound));
    }

    [Fact] // B-072, K-051
    public async Task What_it_knew_it_knows_again_after_a_restart_of_the_engine()
    {
        await using var restarted = new RemoteDriverBench();
        await restarted.Driver.RestoreNetworkAsync(new RestoredNetwork("n", DriverOptions.Empty, [], [],
        [
            new RestoredEndpoint("e", new EndpointInterface(), DriverOptions.Empty, "/run/netns/x")
            {
                SandboxOptions = new DriverOptions([new("mine", "yes")]),
                GatewayIPv4EndpointId = "e",
                GatewayIPv6EndpointId = "other",
            },
            new RestoredEndpoint("idle", new EndpointInterface(), DriverOptions.Empty, SandboxKey: null),
        ]));
        restarted.Raw.Requests.Should().BeEmpty("the plugin need not be there");

        await restarted.Driver.ProgramExternalConnectivityAsync("n", "e", "e", "other");
        restarted.Raw.Requests.Should().BeEmpty("nothing changed");
        await restarted.Driver.ProgramExternalConnectivityAsync("n", "e", "e", "e");
        restarted.Raw.Last(Program).Body.Should().Be("""{"NetworkID":"n","EndpointID":"e","Options":{"mine":"yes"}}""");
        await restarted.Driver.ProgramExternalConnectivityAsync("n", "e", "", "");
        restarted.Raw.Count(Revoke).Should().Be(1);
        await restarted.Driver.ProgramExternalConnectivityAsync("n", "idle", "e", "e");
    }

    private async Task TellAsync(string ipv4, string ipv6) => await _bench.Driver.ProgramExternalConnectivityAsync("n", "e", ipv4, ipv6);
}
