using System.Net;

namespace LibNetwork.Api.Tests;

public sealed class DnetClientTests
{
    private const string Network = """{"Name":"web","Id":"0123"}""";
    private const string Endpoint = """{"Name":"db","Id":"4567"}""";
    private const string Sandbox = """{"Name":"app","Id":"89ab"}""";
    private const string Created = """{"Id":"0123","Warning":"odd"}""";

    public static TheoryData<string, string, string, string, Func<DnetClient, Task>> Calls => new()
    {
        { "GET", "/networks", "", $"[{Network}]", client => client.ListNetworksAsync() },
        { "GET", "/networks/web", "", Network, client => client.InspectNetworkAsync("web") },
        { "POST", "/networks/create", """{"Name":"web"}""", Created, client => client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" }) },
        { "POST", "/networks/web/connect", """{"Container":"app"}""", "", client => client.ConnectAsync("web", new NetworkConnectRequest { Container = "app" }) },
        {
            "POST", "/networks/web/disconnect", """{"Container":"app","Force":true}""", "",
            client => client.DisconnectAsync("web", new NetworkDisconnectRequest { Container = "app", Force = true })
        },
        { "DELETE", "/networks/web", "", "", client => client.DeleteNetworkAsync("web") },
        { "DELETE", "/networks/web?force=true", "", "", client => client.DeleteNetworkAsync("web", force: true) },
        { "GET", "/network-plugins", "", """[{"Name":"blue"}]""", client => client.ListPluginsAsync() },
        { "GET", "/network-plugins?probe=true", "", "[]", client => client.ListPluginsAsync(probe: true) },
        { "GET", "/endpoints", "", $"[{Endpoint}]", client => client.ListEndpointsAsync() },
        { "GET", "/endpoints?network=a%20b", "", "[]", client => client.ListEndpointsAsync("a b") },
        { "GET", "/endpoints/db", "", Endpoint, client => client.InspectEndpointAsync("db") },
        {
            "POST", "/endpoints/create", """{"Network":"web","Name":"db"}""", Created,
            client => client.CreateEndpointAsync(new EndpointCreateRequest { Network = "web", Name = "db" })
        },
        { "POST", "/endpoints/db/join", """{"Sandbox":"app"}""", "", client => client.JoinAsync("db", new EndpointJoinRequest { Sandbox = "app" }) },
        { "POST", "/endpoints/db/leave", """{"Force":false}""", "", client => client.LeaveAsync("db", new EndpointLeaveRequest { Force = false }) },
        { "DELETE", "/endpoints/db?force=true", "", "", client => client.DeleteEndpointAsync("db", force: true) },
        { "GET", "/sandboxes", "", $"[{Sandbox}]", client => client.ListSandboxesAsync() },
        { "GET", "/sandboxes/app", "", Sandbox, client => client.InspectSandboxAsync("app") },
        { "POST", "/sandboxes/create", """{"Name":"app"}""", Created, client => client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" }) },
        { "DELETE", "/sandboxes/app", "", "", client => client.DeleteSandboxAsync("app") },
        { "DELETE", "/sandboxes/app?force=true", "", "", client => client.DeleteSandboxAsync("app", force: true) },
        { "GET", "/_ping", "", "OK", client => client.PingAsync() },
        { "GET", "/version", "", """{"Version":"1"}""", client => client.GetVersionAsync() },
        { "GET", "/info", "", """{"ID":"12345678"}""", client => client.GetInfoAsync() },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task A_call_is_one_request_with_its_method_path_and_body(string method, string path, string body, string answer, Func<DnetClient, Task> call)
    {
        await using var daemon = new StubDaemon(200, answer);
        using var client = new DnetClient(daemon.Address);

        await call(client);

        var request = daemon.Requests.Should().ContainSingle().Subject;
        (request.Method, request.Path, request.Body).Should().Be((method, path, body));
        if (body.Length > 0)
        {
            request.Headers["Content-Type"].Should().Be("application/json");
        }
    }

    [Fact]
    public async Task Answers_are_read()
    {
        await using var daemon = new StubDaemon(request => new StubAnswer(200, request.Method == "POST" ? Created : $"[{Network}]"));
        using var client = new DnetClient(daemon.Address);

        (await client.ListNetworksAsync()).Should().ContainSingle().Which.Name.Should().Be("web");
        (await client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" })).Should().Be(new CreateResponse { Id = "0123", Warning = "odd" });
    }

    [Fact]
    public async Task Tcp_serves_as_a_unix_socket_does()
    {
        await using var daemon = new StubDaemon(_ => new StubAnswer(200, Network), tcp: true);
        using var client = new DnetClient(daemon.Address);

        (await client.InspectNetworkAsync("web")).Id.Should().Be("0123");
    }

    [Fact]
    public async Task Filters_are_sent_as_json()
    {
        await using var daemon = new StubDaemon(200, "[]");
        using var client = new DnetClient(daemon.Address);

        await client.ListNetworksAsync(new Dictionary<string, IReadOnlyList<string>> { ["name"] = ["a", "b"] });

        var path = daemon.Requests.Should().ContainSingle().Subject.Path;
        Uri.UnescapeDataString(path).Should().Be("""/networks?filters={"name":["a","b"]}""");
    }

    [Theory]
    [InlineData("a b/c?d#e%f", "/networks/a%20b%2Fc%3Fd%23e%25f")]
    [InlineData("größe", "/networks/gr%C3%B6%C3%9Fe")]
    [InlineData("...", "/networks/...")]
    public async Task Names_are_escaped(string name, string path)
    {
        await using var daemon = new StubDaemon(204, "");
        using var client = new DnetClient(daemon.Address);

        await client.DeleteNetworkAsync(name);

        daemon.Requests.Should().ContainSingle().Which.Path.Should().Be(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_name_that_would_change_the_path_is_not_sent(string name)
    {
        await using var daemon = new StubDaemon(204, "");
        using var client = new DnetClient(daemon.Address);

        var refusal = await client.Awaiting(c => c.DeleteNetworkAsync(name)).Should().ThrowAsync<DnetException>();

        refusal.Which.Status.Should().Be(HttpStatusCode.BadRequest);
        daemon.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(400, HttpStatusCode.BadRequest)]
    [InlineData(403, HttpStatusCode.Forbidden)]
    [InlineData(404, HttpStatusCode.NotFound)]
    [InlineData(409, HttpStatusCode.Conflict)]
    [InlineData(500, HttpStatusCode.InternalServerError)]
    [InlineData(501, HttpStatusCode.NotImplemented)]
    [InlineData(503, HttpStatusCode.ServiceUnavailable)]
    public async Task A_refusal_keeps_status_and_message(int status, HttpStatusCode expected)
    {
        await using var daemon = new StubDaemon(status, """{"message":"network web not found"}""");
        using var client = new DnetClient(daemon.Address);

        var refusal = await client.Awaiting(c => c.DeleteNetworkAsync("web")).Should().ThrowAsync<DnetException>();

        refusal.WithMessage("network web not found").Which.Status.Should().Be(expected);
    }

    [Theory]
    [InlineData("", "HTTP status 502: Said")]
    [InlineData("<html>no</html>", "HTTP status 502: <html>no</html>")]
    [InlineData("{}", "HTTP status 502: {}")]
    [InlineData("null", "HTTP status 502: null")]
    public async Task A_refusal_by_something_that_is_no_daemon_is_told_with_its_status(string body, string message)
    {
        await using var daemon = new StubDaemon(502, body);
        using var client = new DnetClient(daemon.Address);

        (await client.Awaiting(c => c.GetInfoAsync()).Should().ThrowAsync<DnetException>()).WithMessage(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task An_answer_that_is_not_what_was_expected_is_told(string body)
    {
        await using var daemon = new StubDaemon(200, body);
        using var client = new DnetClient(daemon.Address);

        (await client.Awaiting(c => c.GetInfoAsync()).Should().ThrowAsync<DnetException>())
            .WithMessage($"the answer of {daemon.Address} to GET /info is not what was expected: *").Which.Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_daemon_that_is_not_there_has_no_status()
    {
        using var client = new DnetClient(DaemonAddress.Parse("unix:///nowhere/dnet.sock"));

        (await client.Awaiting(c => c.PingAsync()).Should().ThrowAsync<DnetException>())
            .WithMessage("there is no such socket").Which.Status.Should().BeNull();
    }

    [Fact]
    public async Task A_stale_socket_is_told_from_a_missing_one()
    {
        var daemon = new StubDaemon(200, "");
        var path = daemon.Address.SocketPath! + "2";
        using var stale = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        stale.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        using var client = new DnetClient(DaemonAddress.Parse($"unix://{path}"));

        (await client.Awaiting(c => c.PingAsync()).Should().ThrowAsync<DnetException>())
            .WithMessage("nothing listens there").Which.Status.Should().BeNull();
        await daemon.DisposeAsync();
    }

    [Fact]
    public async Task A_call_ends_early_when_it_is_cancelled()
    {
        using var answer = new ManualResetEventSlim();
        await using var daemon = new StubDaemon(_ =>
        {
            answer.Wait();
            return new StubAnswer(200, "{}");
        });
        using var client = new DnetClient(daemon.Address);
        using var cancel = new CancellationTokenSource();

        var call = client.GetInfoAsync(cancel.Token);
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        answer.Set();
    }
}
