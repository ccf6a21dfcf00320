using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Plugins;

/// <summary>What the proxy makes of bad answers, and how it takes back what was done (B-065 to B-070, K-032, K-037).</summary>
public sealed class RemoteDriverFailureTests : IAsyncLifetime
{
    private const string CreateEndpoint = "NetworkDriver.CreateEndpoint";
    private const string DeleteEndpoint = "NetworkDriver.DeleteEndpoint";
    private const string Join = "NetworkDriver.Join";
    private const string Leave = "NetworkDriver.Leave";
    private readonly RemoteDriverBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact] // B-074: TestDriverError, 2015
    public async Task A_driver_that_refuses_has_taken_its_work_back_itself()
    {
        _bench.Raw.Answer(CreateEndpoint, """{"Err":"this should get raised as an error"}""");
        (await _bench.ErrorOfAsync(() => _bench.CreateEndpointAsync())).Message.Should().Be("remote: this should get raised as an error");
        _bench.Raw.Count(DeleteEndpoint).Should().Be(0);
    }

    [Theory] // B-065 to B-067; B-074: TestRollback, 2015
    [InlineData("\"MacAddress\":\"02:42:0a:01:00:03\"", "driver modified interface MAC address: endpoint interface MAC address present (02:42:0a:01:00:02). Cannot be modified with 02:42:0a:01:00:03.")]
    [InlineData("\"MacAddress\":\"02:42:0a:01:00:02\"", "driver modified interface MAC address: endpoint interface MAC address present (02:42:0a:01:00:02). Cannot be modified with 02:42:0a:01:00:02.")]
    [InlineData("\"Address\":\"10.1.0.3/16\"", "driver modified interface address: endpoint interface IP present (10.1.0.2/16). Cannot be modified with (10.1.0.3/16).")]
    [InlineData("\"AddressIPv6\":\"fd00::3/64\"", "driver modified interface address: endpoint interface IP present (fd00::2/64). Cannot be modified with (fd00::3/64).")]
    [InlineData("\"Address\":\"10.1.0.300/16\"", "invalid CIDR address: 10.1.0.300/16")]
    [InlineData("\"AddressIPv6\":\"fd00::3\"", "invalid CIDR address: fd00::3")]
    [InlineData("\"MacAddress\":\"no:mac\"", "address no:mac: invalid MAC address")]
    public async Task An_interface_that_must_not_be_so_is_taken_back(string set, string text)
    {
        _bench.Raw.Answer(CreateEndpoint, "{\"Interface\":{" + set + "}}");
        var error = await _bench.ErrorOfAsync(() => _bench.CreateEndpointAsync(Whole()));
        (error.Message, error.Kind).Should().Be((text + "; rolled back", ErrorKind.Internal));
        _bench.Raw.Last(DeleteEndpoint).Body.Should().Be("""{"NetworkID":"n","EndpointID":"e"}""");
    }

    [Fact] // B-066, B-067, K-037: what went wrong first comes first.
    public async Task An_interface_that_cannot_be_taken_back_is_told_with_both_errors_in_their_order()
    {
        _bench.Raw.Answer(CreateEndpoint, """{"Interface":{"Address":"nonsense"}}""");
        _bench.Raw.Answer(DeleteEndpoint, """{"Err":"no"}""");
        (await _bench.ErrorOfAsync(() => _bench.CreateEndpointAsync())).Message.Should().Be("invalid CIDR address: nonsense; failed to roll back: remote: no");
    }

    [Theory] // B-068 to B-070, K-032: every failure is taken back.
    [InlineData("\"InterfaceName\":{\"SrcName\":\"much-too-long-a-name\",\"DstPrefix\":\"eth\"}", "failed to set interface name: invalid interface name much-too-long-a-name: it is longer than 15 bytes")]
    [InlineData("\"InterfaceName\":{\"SrcName\":\"v1\"}", "failed to set interface name: invalid interface name \"\": there is none for the inside")]
    [InlineData("\"Gateway\":\"nonsense\"", "unable to parse Gateway \"nonsense\"")]
    [InlineData("\"Gateway\":\"10.1.0.1/16\"", "unable to parse Gateway \"10.1.0.1/16\"")]
    [InlineData("\"Gateway\":\"1\"", "unable to parse Gateway \"1\"")]
    [InlineData("\"GatewayIPv6\":\"fe80::1%eth0\"", "unable to parse GatewayIPv6 \"fe80::1%eth0\"")]
    [InlineData("\"Gateway\":\"fd00::1\"", "failed to set gateway: fd00::1")]
    [InlineData("\"GatewayIPv6\":\"10.1.0.1\"", "failed to set gateway IPv6: 10.1.0.1")]
    [InlineData("\"StaticRoutes\":[{\"Destination\":\"10.0.0.0\",\"RouteType\":1}]", "invalid CIDR address: 10.0.0.0")]
    [InlineData("\"StaticRoutes\":[{\"RouteType\":1}]", "invalid CIDR address: ")]
    [InlineData("\"StaticRoutes\":[{\"Destination\":\"10.0.0.0/8\",\"NextHop\":\"there\"}]", "failed to parse nexthop IP there")]
    [InlineData("\"StaticRoutes\":[{\"Destination\":\"10.0.0.0/8\",\"RouteType\":0}]", "failed to set static route: route to 10.0.0.0/8: a next hop belongs to type 0 and to no other")]
    [InlineData("\"StaticRoutes\":[{\"Destination\":\"10.0.0.0/8\",\"RouteType\":1,\"NextHop\":\"10.1.0.1\"}]", "failed to set static route: route to 10.0.0.0/8: a next hop belongs to type 0 and to no other")]
    [InlineData("\"StaticRoutes\":[{\"Destination\":\"10.0.0.0/8\",\"RouteType\":7,\"NextHop\":\"10.1.0.1\"}]", "failed to set static route: route to 10.0.0.0/8: type 7 is neither 0, by a next hop, nor 1, on the link")]
    public async Task A_join_whose_answer_makes_no_sense_is_taken_back(string answer, string text)
    {
        _bench.Raw.Answer(Join, "{" + answer + "}");
        var error = await _bench.ErrorOfAsync(() => _bench.JoinAsync());
        (error.Message, error.Kind).Should().Be((text + "; rolled back", ErrorKind.Internal));
        _bench.Raw.Last(Leave).Body.Should().Be("""{"NetworkID":"n","EndpointID":"e"}""");
    }

    [Theory]
    [InlineData("NetworkDriver.CreateNetwork", "NetworkDriver.DeleteNetwork")]
    [InlineData("NetworkDriver.AllocateNetwork", "NetworkDriver.FreeNetwork")]
    [InlineData(CreateEndpoint, DeleteEndpoint)]
    [InlineData(Join, Leave)]
    public async Task What_the_plugin_may_have_done_is_taken_back(string method, string undo)
    {
        foreach (var answer in new[] { RawAnswer.Death, RawAnswer.Silence, RawAnswer.Json("garbage"), new RawAnswer("garbage\r\n\r\n", Close: true) })
        {
            _bench.Raw.Answer(method, answer);
            _bench.Raw.Requests.Clear();
            var error = await _bench.ErrorOfAsync(() => CallAsync(method));
            error.Message.Should().StartWith($"plugin weave: {method}: ").And.EndWith("; rolled back");
            (_bench.Raw.Count(method), _bench.Raw.Count(undo)).Should().Be((1, 1));
        }
    }

    [Fact]
    public async Task A_plugin_that_dies_with_a_call_and_stays_dead_is_told_with_both_calls()
    {
        _bench.Raw.Answer(Join, RawAnswer.Silence);
        var joining = _bench.ErrorOfAsync(() => _bench.JoinAsync());
        await _bench.Bench.MoveUntilAsync(() => _bench.Raw.Count(Join) == 1);
        await _bench.Raw.KillAsync();
        (await joining).Message.Should().StartWith($"plugin weave: {Join}: the connection broke off before the answer: ")
            .And.Contain("; failed to roll back: plugin weave: Plugin.Activate: it cannot be reached at ");
    }

    [Fact]
    public async Task A_join_that_is_given_up_is_taken_back()
    {
        _bench.Raw.Answer(Join, RawAnswer.Silence);
        using var enough = new CancellationTokenSource();
        var joining = _bench.Driver.JoinAsync("n", "e", "/x", new JoinInfo(new(), ""), DriverOptions.Empty, DriverOptions.Empty, enough.Token).AsTask();
        await _bench.Bench.MoveUntilAsync(() => _bench.Raw.Count(Join) == 1);
        await enough.CancelAsync();
        var wait = () => joining;
        await wait.Should().ThrowAsync<OperationCanceledException>();
        _bench.Raw.Count(Leave).Should().Be(1);
    }

    private static EndpointInterface Whole()
    {
        var info = new EndpointInterface();
        info.SetIPAddress(CidrAddress.Parse("10.1.0.2/16"));
        info.SetIPAddress(CidrAddress.Parse("fd00::2/64"));
        info.SetMacAddress(PhysicalAddress.Parse("02-42-0A-01-00-02"));
        return info;
    }

    private async Task CallAsync(string method)
    {
        switch (method)
        {
            case Join:
                await _bench.JoinAsync();
                break;
            case CreateEndpoint:
                await _bench.CreateEndpointAsync();
                break;
            case "NetworkDriver.AllocateNetwork":
                await _bench.Driver.AllocateNetworkAsync("n", new Dictionary<string, string>(), [], []);
                break;
            default:
                await _bench.Driver.CreateNetworkAsync("n", DriverOptions.Empty, [], []);
                break;
        }
    }
}
