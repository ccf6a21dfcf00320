using System.Net;
using System.Text.Json;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>Docker's network routes over a real engine on a real kernel (I.4).</summary>
public sealed class NetworkApiTests
{
    [Fact]
    public async Task A_network_is_created_listed_inspected_and_removed()
    {
        await using var host = await DaemonHost.StartAsync();

        var created = await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        created.Warning.Should().BeEmpty();
        created.Id.Should().MatchRegex("^[0-9a-f]{64}$");
        host.Host.LinkNames().Should().Contain($"br-{created.Id[..12]}");
        (await host.Client.ListNetworksAsync()).Should().ContainSingle().Which.Id.Should().Be(created.Id);
        foreach (var name in new[] { "web", created.Id, created.Id[..5] })
        {
            (await host.Client.InspectNetworkAsync(name)).Name.Should().Be("web");
        }

        await host.Client.DeleteNetworkAsync(created.Id[..12]);
        (await host.SendAsync("GET", "/networks")).Should().Be((HttpStatusCode.OK, "[]")); // I-074
        host.Host.LinkNames().Should().Equal("lo");
    }

    [Fact]
    public async Task An_inspected_network_has_dockers_members_in_dockers_order()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.SendAsync("POST", "/networks/create", """
            {"Name":"web","CheckDuplicate":true,"Driver":"bridge","EnableIPv6":true,"IPAM":{"Driver":"default","Options":{},"Config":[
              {"Subnet":"fd00:1::/64"},{"Subnet":"10.1.0.0/24","IPRange":"10.1.0.128/25","Gateway":"10.1.0.254","AuxiliaryAddresses":{"r":"10.1.0.9"}}]},
             "Options":{"com.docker.network.driver.mtu":"1400"},"Labels":{"b":"2","a":"1"}}
            """);

        var inspected = Parse((await host.SendAsync("GET", "/networks/web")).Body);
        var listed = Parse((await host.SendAsync("GET", "/networks")).Body)[0];

        string[] members =
        [
            "Name", "Id", "Created", "Scope", "Driver", "EnableIPv4", "EnableIPv6", "IPAM", "Internal", "Attachable", "Ingress", "ConfigFrom", "ConfigOnly",
            "Containers", "Options", "Labels", "Status",
        ];
        Members(inspected).Should().Equal(members);
        Members(listed).Should().Equal(members.Where(member => member is not ("Containers" or "Status"))); // I-058
        inspected.GetProperty("IPAM").GetRawText().Should().Be(string.Concat(
            """{"Driver":"default","Options":null,"Config":[{"Subnet":"10.1.0.0/24","IPRange":"10.1.0.128/25","Gateway":"10.1.0.254",""",
            """ "AuxiliaryAddresses":{"r":"10.1.0.9"}},{"Subnet":"fd00:1::/64","Gateway":"fd00:1::1"}]}""".TrimStart())); // I-070
        inspected.GetProperty("Options").GetRawText().Should().Be("""{"com.docker.network.driver.mtu":"1400"}""");
        inspected.GetProperty("Labels").GetRawText().Should().Be("""{"a":"1","b":"2"}""");
        inspected.GetProperty("Scope").GetString().Should().Be("local");
        inspected.GetProperty("Created").GetDateTimeOffset().Should().BeBefore(DateTimeOffset.UtcNow);
        inspected.GetProperty("Created").GetString().Should().EndWith("Z");
    }

    [Fact]
    public async Task Connecting_puts_an_interface_into_the_sandbox_and_a_container_into_the_network()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(Subnet("web", "10.1.0.0/24"));
        var sandbox = (await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" })).Id;

        await host.Client.ConnectAsync("web", new NetworkConnectRequest
        {
            Container = "app",
            EndpointConfig = new EndpointSettings
            {
                IpamConfig = new EndpointIpamConfig { IPv4Address = "10.1.0.7" },
                MacAddress = "02:42:0a:01:00:07",
                DriverOpts = new Dictionary<string, string> { ["com.docker.network.endpoint.ifname"] = "lan0" },
            },
        });

        var member = (await host.Client.InspectNetworkAsync("web")).Containers.Should().ContainSingle().Subject;
        member.Key.Should().Be(sandbox); // I-071
        member.Value.Name.Should().Be("app");
        member.Value.MacAddress.Should().Be("02:42:0a:01:00:07");
        member.Value.IPv4Address.Should().Be("10.1.0.7/24");
        var endpoint = await host.Client.InspectEndpointAsync(member.Value.EndpointId);
        endpoint.InterfaceName.Should().Be("lan0");
        endpoint.Gateway.Should().Be("10.1.0.1");
        var key = (await host.Client.InspectSandboxAsync("app")).Key;
        host.Host.Run($"nsenter --net={key} ip -o -4 addr show lan0").Should().Contain("10.1.0.7/24");

        await host.Client.DisconnectAsync("web", new NetworkDisconnectRequest { Container = sandbox[..12] });
        (await host.Client.InspectNetworkAsync("web")).Containers.Should().BeEmpty();
        host.Host.Run($"nsenter --net={key} ip -o link").Should().NotContain("lan0");
    }

    [Fact]
    public async Task An_endpoint_without_a_sandbox_is_a_container_of_its_own_name()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        var endpoint = (await host.Client.CreateEndpointAsync(new EndpointCreateRequest { Network = "web", Name = "db" })).Id;

        (await host.Client.InspectNetworkAsync("web")).Containers.Should().ContainSingle().Which.Key.Should().Be($"ep-{endpoint}"); // I-071
    }

    [Fact]
    public async Task Filters_choose_networks()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(Subnet("web-1", "10.1.0.0/24") with { Labels = new Dictionary<string, string> { ["tier"] = "front", ["x"] = "" } });
        await host.Client.CreateNetworkAsync(Subnet("web-2", "10.2.0.0/24") with { Labels = new Dictionary<string, string> { ["tier"] = "back" } });
        var none = (await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "none", Driver = "null" })).Id;
        await host.Client.CreateEndpointAsync(new EndpointCreateRequest { Network = "web-1", Name = "db" });

        var expected = new Dictionary<string, string>
        {
            ["""{"name":["web"]}"""] = "web-1 web-2",
            ["""{"name":{"web-1":true,"web-2":false}}"""] = "web-1",
            ["""{"name":["^none$","-2"]}"""] = "none web-2",
            [$$"""{"id":["^{{none[..10]}}"]}"""] = "none",
            ["""{"driver":["null"]}"""] = "none",
            ["""{"scope":["global"]}"""] = "",
            ["""{"label":["tier"]}"""] = "web-1 web-2",
            ["""{"label":["tier=front","x"]}"""] = "web-1",
            ["""{"type":["builtin"]}"""] = "",
            ["""{"type":["custom"]}"""] = "none web-1 web-2",
            ["""{"dangling":["true"]}"""] = "none web-2",
            ["""{"dangling":["0"],"name":["web"]}"""] = "web-1",
        }; // I-079, I-080
        foreach (var (filter, names) in expected)
        {
            var (_, body) = await host.SendAsync("GET", $"/networks?filters={Uri.EscapeDataString(filter)}");
            string.Join(' ', Parse(body).EnumerateArray().Select(network => network.GetProperty("Name").GetString()).Order(StringComparer.Ordinal))
                .Should().Be(names, filter);
        }
    }

    [Fact]
    public async Task Refusals_have_dockers_status_and_a_message()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(Subnet("web", "10.1.0.0/24"));
        await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" });
        await host.Client.ConnectAsync("web", new NetworkConnectRequest { Container = "app" });
        var before = await host.StateAsync();

        (await host.RefusedAsync("GET", "/networks/nope")).Should().Be((HttpStatusCode.NotFound, "network nope not found"));
        (await host.RefusedAsync("GET", "/networks/web?scope=global")).Should().Be((HttpStatusCode.NotFound, "network web not found"));
        (await host.RefusedAsync("DELETE", "/networks/nope")).Should().Be((HttpStatusCode.NotFound, "network nope not found"));
        (await host.RefusedAsync("DELETE", "/networks/web")).Should().Match<(HttpStatusCode Status, string Message)>(
            refusal => refusal.Status == HttpStatusCode.Forbidden && refusal.Message.StartsWith("network web has active endpoints (name:\"app\" id:"));
        (await host.RefusedAsync("POST", "/networks/create", """{"Name":"web"}""")).Should().Be((HttpStatusCode.Conflict, "network with name web already exists"));
        (await host.RefusedAsync("POST", "/networks/create", """{"Name":"x","Driver":"nope"}"""))
            .Should().Be((HttpStatusCode.NotFound, "unknown driver \"nope\": could not find plugin nope in v1 plugin registry: plugin not found"));
        (await host.RefusedAsync("POST", "/networks/create", """{"Name":"x","IPAM":{"Driver":"nope"}}"""))
            .Should().Be((HttpStatusCode.NotFound, "unknown ipam driver \"nope\": could not find plugin nope in v1 plugin registry: plugin not found"));
        (await host.RefusedAsync("POST", "/networks/web/connect", """{"Container":"nope"}""")).Should().Be((HttpStatusCode.NotFound, "sandbox nope not found"));
        (await host.RefusedAsync("POST", "/networks/nope/connect", """{"Container":"app"}""")).Should().Be((HttpStatusCode.NotFound, "network nope not found"));
        (await host.RefusedAsync("POST", "/networks/web/disconnect", """{"Container":"nope"}""")).Should().Be((HttpStatusCode.NotFound, "sandbox nope not found"));
        (await host.RefusedAsync("POST", "/networks/web/disconnect", """{"Container":"nope","Force":true}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.RefusedAsync("GET", "/nope")).Should().Be((HttpStatusCode.NotFound, "page not found")); // I-056
        (await host.RefusedAsync("GET", "/v1.40/nope/x")).Should().Be((HttpStatusCode.NotFound, "page not found"));
        (await host.RefusedAsync("PUT", "/networks")).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await host.RefusedAsync("GET", "/networks/web/connect")).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await host.RefusedAsync("GET", "/v1.99/networks")).Status.Should().Be(HttpStatusCode.BadRequest); // I-054
        (await host.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Disconnecting_by_force_removes_the_endpoint_that_a_sandbox_left_behind()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        await host.Client.CreateEndpointAsync(new EndpointCreateRequest { Network = "web", Name = "gone" });

        (await host.RefusedAsync("POST", "/networks/web/disconnect", """{"Container":"gone"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.SendAsync("POST", "/networks/web/disconnect", """{"Container":"gone","Force":true}""")).Status.Should().Be(HttpStatusCode.OK); // I-078

        (await host.Client.ListEndpointsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_identical_requests_at_once_one_succeeds_and_the_others_conflict()
    {
        await using var host = await DaemonHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.SendAsync("POST", "/networks/create", """{"Name":"web"}""")));

        answers.Select(answer => answer.Status).Should().BeEquivalentTo(
            [HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 7)]);
        (await host.Client.ListNetworksAsync()).Should().ContainSingle();
        host.Host.LinkNames().Where(name => name.StartsWith("br-", StringComparison.Ordinal)).Should().ContainSingle();
    }

    [Fact]
    public async Task Routes_answer_with_and_without_a_version_and_a_slash_at_the_end()
    {
        await using var host = await DaemonHost.StartAsync();
        foreach (var path in new[] { "/networks", "/networks/", "/v1.24/networks", "/v1.52/networks/" })
        {
            (await host.SendAsync("GET", path)).Should().Be((HttpStatusCode.OK, "[]"));
        }
    }

    [Fact]
    public async Task A_network_may_be_named_like_a_route()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "create" });

        (await host.Client.InspectNetworkAsync("create")).Name.Should().Be("create");
        await host.Client.DeleteNetworkAsync("create");
    }

    [Fact]
    public async Task Every_answer_says_who_answers()
    {
        await using var host = await DaemonHost.StartAsync();
        using var http = host.NewHttpClient();

        foreach (var path in new[] { "/_ping", "/version", "/nope" })
        {
            using var answer = await http.GetAsync(path);
            string.Join(' ', answer.Headers.GetValues("Server")).Should().MatchRegex(@"^Docker/\d+\.\d+\.\d+ \(linux\)$"); // I-055
            answer.Headers.GetValues("Api-Version").Should().Equal("1.52");
            answer.Headers.GetValues("Ostype").Should().Equal("linux");
            answer.Headers.GetValues("Docker-Experimental").Should().Equal("false");
        }

        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/_ping")); // I-088
        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Headers.CacheControl!.ToString().Should().ContainAll("no-cache", "no-store", "must-revalidate");
        (await http.GetStringAsync("/_ping")).Should().Be("OK");
    }

    [Fact]
    public async Task Version_and_info_say_how_the_daemon_runs()
    {
        await using var host = await DaemonHost.StartAsync();

        var version = await host.Client.GetVersionAsync();
        var info = await host.Client.GetInfoAsync();

        (version.ApiVersion, version.MinApiVersion, version.Os).Should().Be(("1.52", "1.24", "linux")); // I-089
        (info.Pid, info.DataRoot, info.ExecRoot).Should().Be((host.Daemon.Id, host.Host.DataRoot, host.Host.ExecRoot));
        info.ServerVersion.Should().Be(version.Version);
        info.Id.Should().MatchRegex("^[0-9a-f]{8}$");
    }

    private static NetworkCreateRequest Subnet(string name, string subnet) => new()
    {
        Name = name,
        Ipam = new NetworkIpam { Config = [new NetworkIpamConfig { Subnet = subnet }] },
    };

    private static string[] Members(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
