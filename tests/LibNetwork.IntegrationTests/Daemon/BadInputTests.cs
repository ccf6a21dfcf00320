using System.Net;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>What is wrong with a request is told, all of it, and nothing changes.</summary>
public sealed class BadInputTests
{
    private static readonly string LongName = new('n', 300);

    /// <summary>Method, path, body, status, what the message must contain.</summary>
    private static readonly (string Method, string Path, string Body, HttpStatusCode Status, string[] Message)[] Requests =
    [
        // Members of the wrong type, missing, unknown: all at once.
        ("POST", "/networks/create", """{"Driver":1,"Labels":[],"Bogus":1,"IPAM":{"Config":{}}}""", HttpStatusCode.BadRequest,
            ["invalid name: name is empty", "Driver: expected a string", "Labels: expected an object", "Bogus: is unknown", "IPAM.Config: expected a list"]),
        ("POST", "/networks/web/connect", """{"EndpointConfig":{"MacAddress":"x","GwPriority":"y","IPAMConfig":{"IPv4Address":"z"}}}""", HttpStatusCode.BadRequest,
            ["Container: is missing", "MacAddress: \"x\"", "GwPriority: expected a whole number", "IPv4Address: \"z\""]),
        ("POST", "/networks/web/disconnect", """{"Force":"yes","Sandbox":"app"}""", HttpStatusCode.BadRequest,
            ["Container: is missing", "Force: expected a boolean", "Sandbox: is unknown"]),
        ("POST", "/endpoints/create", """{"EndpointConfig":[],"Nmae":"x"}""", HttpStatusCode.BadRequest,
            ["Network: is missing", "invalid name: name is empty", "EndpointConfig: expected an object", "Nmae: is unknown"]),
        ("POST", "/endpoints/app/join", """{"sandbox":"app"}""", HttpStatusCode.BadRequest, ["Sandbox: is missing", "sandbox: is unknown; did you mean Sandbox?"]),
        ("POST", "/endpoints/app/leave", """{"Force":1,"x":2}""", HttpStatusCode.BadRequest, ["Force: expected a boolean", "x: is unknown"]),
        ("POST", "/sandboxes/create", """{"Labels":{"a":{}},"UseHostNamespace":"no","Image":"x"}""", HttpStatusCode.BadRequest,
            ["invalid name: name is empty", "Labels.a: expected a string", "UseHostNamespace: expected a boolean", "Image: is unknown"]),

        ("POST", "/networks/create", """{"Name":"a/b","Driver":1,"IPAM":{"Config":[{"Subnet":"10.9.0.1/24","Gateway":7}]}}""", HttpStatusCode.BadRequest,
            ["Driver: expected a string", "IPAM.Config[0].Gateway: expected a string", "invalid name: a/b", "invalid subnet 10.9.0.1/24: it should be 10.9.0.0/24"]),
        ("POST", "/networks/web/connect", """{"Container":"","Foo":1,"EndpointConfig":{"MacAddress":"01:00:00:00:00:01"}}""", HttpStatusCode.BadRequest,
            ["Container: is empty", "Foo: is unknown", "invalid MAC address 010000000001"]),

        // Bodies that are no object.
        ("POST", "/networks/create", "", HttpStatusCode.BadRequest, ["invalid JSON: got EOF while reading request body"]),
        ("POST", "/networks/create", "{", HttpStatusCode.BadRequest, ["invalid JSON: "]),
        ("POST", "/networks/create", "[]", HttpStatusCode.BadRequest, ["invalid JSON: expected an object, found a list"]),
        ("POST", "/networks/create", """{"Name":"x"} {"Name":"y"}""", HttpStatusCode.BadRequest, ["unexpected content after JSON"]),

        // Names.
        ("POST", "/networks/create", """{"Name":""}""", HttpStatusCode.BadRequest, ["name is empty"]),
        ("POST", "/networks/create", """{"Name":"a\u0000b"}""", HttpStatusCode.BadRequest, ["invalid name"]),
        ("POST", "/networks/create", """{"Name":"a\nb"}""", HttpStatusCode.BadRequest, ["invalid name"]),
        ("POST", "/networks/create", """{"Name":"a/b"}""", HttpStatusCode.BadRequest, ["invalid name"]),
        ("POST", "/networks/create", $$"""{"Name":"{{LongName}}"}""", HttpStatusCode.BadRequest, ["invalid name", "255"]),
        ("POST", "/sandboxes/create", """{"Name":"\u007f"}""", HttpStatusCode.BadRequest, ["invalid name"]),
        ("POST", "/sandboxes/create", $$"""{"Name":"{{LongName}}"}""", HttpStatusCode.BadRequest, ["invalid name"]),
        ("POST", "/sandboxes/create", """{"Name":"app"}""", HttpStatusCode.Conflict, ["sandbox with name app already exists"]),
        ("POST", "/endpoints/create", """{"Network":"web","Name":"\u001b[31m"}""", HttpStatusCode.BadRequest, ["invalid name"]),
        ("POST", "/endpoints/create", $$"""{"Network":"web","Name":"{{LongName}}"}""", HttpStatusCode.BadRequest, ["invalid name"]),
        ("POST", "/endpoints/create", """{"Network":"web","Name":"app"}""", HttpStatusCode.Conflict, ["endpoint with name app already exists"]),
        ("GET", "/networks/%00", "", HttpStatusCode.BadRequest, []),

        // Pools: all errors at once.
        ("POST", "/networks/create",
            """{"Name":"x/y","IPAM":{"Config":[{"Subnet":"10.5.0.1/24"},{"Subnet":"nope"},{"Subnet":"10.6.0.0/24","Gateway":"10.7.0.1","IPRange":"10.8.0.0/25"}]}}""",
            HttpStatusCode.BadRequest,
            ["invalid network config:", "invalid name", "invalid subnet 10.5.0.1/24: it should be 10.5.0.0/24", "invalid subnet nope", "10.7.0.1", "10.8.0.0/25"]),
        ("POST", "/networks/create", """{"Name":"x","IPAM":{"Config":[{"Subnet":"10.1.0.0/16"}]}}""", HttpStatusCode.Forbidden, ["overlap"]),
        ("POST", "/networks/create", """{"Name":"x","IPAM":{"Config":[{"Subnet":"fd00::/64"}]}}""", HttpStatusCode.BadRequest, ["IPv6 is not enabled"]),
        ("POST", "/networks/create", """{"Name":"x","Options":{"com.docker.network.driver.mtu":"big"}}""", HttpStatusCode.BadRequest, ["big"]),

        // Addresses.
        ("POST", "/endpoints/create", """{"Network":"web","Name":"x","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.2.0.1"}}}""", HttpStatusCode.BadRequest,
            ["invalid address 10.2.0.1: It does not belong to any of this network's subnets"]),
        ("POST", "/endpoints/create", """{"Network":"web","Name":"x","EndpointConfig":{"IPAMConfig":{"IPv6Address":"fd00::1"}}}""", HttpStatusCode.BadRequest,
            ["invalid address fd00::1"]),
        ("POST", "/endpoints/create", """{"Network":"web","Name":"x","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.1.0.7"}}}""", HttpStatusCode.Forbidden, ["in use"]),
        ("POST", "/endpoints/create", """{"Network":"web","Name":"x","EndpointConfig":{"MacAddress":"01:00:5e:00:00:01"}}""", HttpStatusCode.BadRequest, ["unicast"]),
        ("POST", "/endpoints/create", """{"Network":"web","Name":"x","EndpointConfig":{"DriverOpts":{"com.docker.network.endpoint.ifname":"a-name-too-long-x"}}}""",
            HttpStatusCode.BadRequest, ["15 bytes"]),

        // What does not fit the state.
        ("POST", "/endpoints/app/join", """{"Sandbox":"nope"}""", HttpStatusCode.NotFound, ["sandbox nope not found"]),
        ("POST", "/endpoints/app/join", """{"Sandbox":"app"}""", HttpStatusCode.BadRequest, ["already joined"]),
        ("POST", "/endpoints/nope/join", """{"Sandbox":"app"}""", HttpStatusCode.NotFound, ["endpoint nope not found"]),
        ("POST", "/endpoints/nope/leave", "{}", HttpStatusCode.NotFound, ["endpoint nope not found"]),
        ("POST", "/networks/web/connect", """{"Container":"app"}""", HttpStatusCode.Conflict, ["endpoint with name app already exists"]),
        ("DELETE", "/endpoints/nope", "", HttpStatusCode.NotFound, ["endpoint nope not found"]),
        ("DELETE", "/endpoints/app?force=maybe", "", HttpStatusCode.BadRequest, ["force", "maybe"]),
        ("DELETE", "/sandboxes/app?force=2", "", HttpStatusCode.BadRequest, ["force", "2"]),
        ("GET", "/networks/web?verbose=x", "", HttpStatusCode.BadRequest, ["verbose"]),
        ("GET", "/networks?filters=x", "", HttpStatusCode.BadRequest, ["invalid filters"]),
        ("GET", "/networks?filters={\"x\":[\"a\"]}", "", HttpStatusCode.BadRequest, ["invalid filter 'x'"]),
    ];

    [Fact]
    public async Task Every_wrong_request_is_refused_with_the_reason_and_changes_nothing()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest
        {
            Name = "web",
            Ipam = new NetworkIpam { Config = [new NetworkIpamConfig { Subnet = "10.1.0.0/24" }] },
        });
        await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" });
        await host.Client.ConnectAsync("web", new NetworkConnectRequest
        {
            Container = "app",
            EndpointConfig = new EndpointSettings { IpamConfig = new EndpointIpamConfig { IPv4Address = "10.1.0.7" } },
        });
        var before = await host.StateAsync();

        foreach (var (method, path, body, status, message) in Requests)
        {
            var because = $"{method} {path} {body}";
            var (refused, answer) = await host.SendAsync(method, path, body.Length == 0 ? null : body);
            refused.Should().Be(status, "of {0}, which answered {1}", because, answer);
            message.Where(part => !Message(answer).Contains(part, StringComparison.Ordinal)).Should().BeEmpty("{0} answered {1}", because, answer);
            (await host.StateAsync()).Should().Be(before, because);
        }
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        await using var host = await DaemonHost.StartAsync();

        (await host.RefusedAsync("POST", "/networks/create", """{"Name":"web"}""", "text/plain"))
            .Should().Be((HttpStatusCode.BadRequest, "unsupported Content-Type header (text/plain): must be 'application/json'")); // I-057
    }

    [Fact]
    public async Task A_body_of_two_megabytes_is_refused()
    {
        await using var host = await DaemonHost.StartAsync();

        (await host.RefusedAsync("POST", "/networks/create", $$"""{"Name":"{{new string('x', 2 << 20)}}"}"""))
            .Should().Be((HttpStatusCode.RequestEntityTooLarge, "request body is too large: at most 1048576 bytes are taken"));
    }

    private static string Message(string answer)
    {
        if (answer.Length == 0)
        {
            return "";
        }

        using var document = System.Text.Json.JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("message").GetString()!;
    }
}
