using LibNetwork.Api.Tests;

namespace Dnet.Tests;

/// <summary>What commands print of the daemon's answers.</summary>
public sealed class OutputTests
{
    private const string Networks = """
        [{"Name":"web","Id":"bbbbbbbbbbbbbbbbbbbb","Created":"2026-01-02T03:04:05.5Z","Scope":"local","Driver":"bridge","EnableIPv4":true,
          "IPAM":{"Driver":"default","Options":null,"Config":[{"Subnet":"10.1.0.0/24"},{"Subnet":"fd00::/64"}]},"Labels":{"b":"2","a":"1"}},
         {"Name":"db","Id":"aaaaaaaaaaaaaaaaaaaa","Created":"2026-01-02T03:04:05Z","Scope":"local","Driver":"null","Internal":true}]
        """;

    private const string Sandboxes = """
        [{"Name":"app","Id":"0123456789abcdef","Key":"/run/dnet/netns/0123456789ab","Endpoints":[
          {"Name":"app","Id":"1","Network":"web","IPv4Address":"10.1.0.2/24","IPv6Address":"fd00::2/64"},{"Name":"app","Id":"2","Network":"db","IPv4Address":"10.2.0.2/24"}],
          "Ports":{"53/udp":null,"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"},{"HostIp":"::","HostPort":"8080"}]}}]
        """;

    private const string Endpoints = """
        [{"Name":"z","Id":"11112222333344445555","Network":"web","Sandbox":"app","InterfaceName":"eth0","IPv4Address":"10.1.0.2/24"},
         {"Name":"a","Id":"99998888777766665555","Network":"web","IPv4Address":"10.1.0.3/24"}]
        """;

    [Theory]
    [InlineData("network ls", "NETWORK ID     NAME   DRIVER   SCOPE\naaaaaaaaaaaa   db     null     local\nbbbbbbbbbbbb   web    bridge   local\n")]
    [InlineData("network list -q", "aaaaaaaaaaaa\nbbbbbbbbbbbb\n")]
    [InlineData("network ls -q --no-trunc", "aaaaaaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbbbbbb\n")]
    [InlineData("network ls --format {{.Name}}:{{.Internal}}:{{.IPv4}}", "db:true:false\nweb:false:true\n")]
    [InlineData("network ls --format {{.Labels}}|{{.CreatedAt}}", "|2026-01-02 03:04:05 UTC\na=1,b=2|2026-01-02 03:04:05 UTC\n")]
    [InlineData("network ls --format {{json.Name}}", null)]
    public async Task Networks_are_listed_by_name(string commandLine, string? expected)
    {
        await using var daemon = new StubDaemon(200, Networks);

        var result = await Cli.RunAsync(daemon, commandLine);

        result.Output.Should().Be(expected ?? "");
        result.ExitCode.Should().Be(expected is null ? 2 : 0);
    }

    [Fact]
    public async Task A_table_template_has_headers_and_columns()
    {
        await using var daemon = new StubDaemon(200, Networks);

        var result = await Cli.RunAsync(daemon, "network", "ls", "--format", @"table {{.Name}}\t{{.Subnets}}\t{{.ID}}");

        result.Output.Should().Be("NAME   SUBNETS                  NETWORK ID\ndb                              aaaaaaaaaaaa\nweb    10.1.0.0/24, fd00::/64   bbbbbbbbbbbb\n");
    }

    [Fact]
    public async Task A_list_in_json_is_one_object_a_line()
    {
        await using var daemon = new StubDaemon(200, Networks);

        var lines = (await Cli.RunAsync(daemon, "network ls --format json")).Output.TrimEnd().Split('\n');

        lines.Should().HaveCount(2);
        lines[0].Should().Be("""{"ID":"aaaaaaaaaaaa","Name":"db","Driver":"null","Scope":"local","Subnets":"","IPv4":"false","IPv6":"false","Internal":"true","Labels":"","CreatedAt":"2026-01-02 03:04:05 UTC"}""");
    }

    [Fact]
    public async Task Sandboxes_are_listed_with_networks_and_addresses()
    {
        await using var daemon = new StubDaemon(200, Sandboxes);

        (await Cli.RunAsync(daemon, "sandbox ls")).Output.Should().Be(
            "SANDBOX ID     NAME   NETWORKS   ADDRESSES                              PORTS\n"
            + "0123456789ab   app    web, db    10.1.0.2/24, fd00::2/64, 10.2.0.2/24   53/udp, 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp\n");
    }

    [Fact]
    public async Task Endpoints_are_listed_with_sandbox_and_interface()
    {
        await using var daemon = new StubDaemon(200, Endpoints);

        (await Cli.RunAsync(daemon, "endpoint ls")).Output.Should().Be(
            "ENDPOINT ID    NAME   NETWORK   SANDBOX   INTERFACE   IPV4          IPV6\n"
            + "999988887777   a      web                             10.1.0.3/24\n"
            + "111122223333   z      web       app       eth0        10.1.0.2/24\n");
    }

    [Fact]
    public async Task An_empty_list_is_its_headers()
    {
        await using var daemon = new StubDaemon(200, "[]");

        (await Cli.RunAsync(daemon, "sandbox ls")).Output.Should().Be("SANDBOX ID   NAME   NETWORKS   ADDRESSES   PORTS\n");
        (await Cli.RunAsync(daemon, "sandbox ls -q")).Output.Should().BeEmpty();
    }

    [Fact]
    public async Task Inspecting_prints_an_array_of_what_is_found_and_tells_what_is_not()
    {
        await using var daemon = new StubDaemon(request => request.Path == "/networks/web"
            ? new StubAnswer(200, """{"Name":"web","Id":"0123","Created":"2026-01-02T03:04:05Z","Labels":{"größe":"<1>"}}""")
            : new StubAnswer(404, """{"message":"network db not found"}"""));

        var result = await Cli.RunAsync(daemon, "network inspect db web");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Be("dnet: network db not found\n");
        result.Output.Should().StartWith("[\n    {\n        \"Name\": \"web\",\n        \"Id\": \"0123\",\n        \"Created\": \"2026-01-02T03:04:05Z\",")
            .And.Contain("\"größe\": \"<1>\"").And.EndWith("\n    }\n]\n");
    }

    [Theory]
    [InlineData("json", "[{\"Name\":\"web\"")]
    [InlineData("{{.Name}} {{.IPAM.Driver}} {{json .Labels}}", "web default {}\n")]
    [InlineData("{{range .IPAM.Config}}{{.Subnet}} {{end}}", "10.1.0.0/24 \n")]
    public async Task Inspecting_takes_a_format(string format, string start)
    {
        await using var daemon = new StubDaemon(200, """{"Name":"web","Id":"0123","IPAM":{"Driver":"default","Config":[{"Subnet":"10.1.0.0/24"}]}}""");

        var result = await Cli.RunAsync(daemon, "network", "inspect", "--format", format, "web");

        result.Output.Should().StartWith(start);
        result.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Version_prints_both_sides()
    {
        await using var daemon = new StubDaemon(200, """{"Version":"9.9","ApiVersion":"1.51","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64","KernelVersion":"6.1"}""");

        (await Cli.RunAsync(daemon, "version")).Output.Should().MatchRegex(
            @"^Client:  \d+\.\d+\.\d+\nDaemon:  9\.9 \(API 1\.51, at least 1\.24\)\nRuns on: linux/amd64, kernel 6\.1\n$");
    }
}
