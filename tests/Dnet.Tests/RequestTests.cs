using LibNetwork.Api.Tests;

namespace Dnet.Tests;

/// <summary>What command lines ask the daemon for.</summary>
public sealed class RequestTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("network create web", "POST /networks/create", """{"Name":"web"}""")]
    [InlineData("network create -d null --internal --attachable --scope local web", "POST /networks/create",
        """{"Name":"web","Driver":"null","Scope":"local","Internal":true,"Attachable":true}""")]
    [InlineData("network create --ipv6 --ipv4=false web", "POST /networks/create", """{"Name":"web","EnableIPv4":false,"EnableIPv6":true}""")]
    [InlineData("network create -o b=2 --opt a=1=x --opt c --label l=1 --label l=2 web", "POST /networks/create",
        """{"Name":"web","Options":{"a":"1=x","b":"2","c":""},"Labels":{"l":"2"}}""")]
    [InlineData("network create --ipam-driver null --ipam-opt a=b web", "POST /networks/create",
        """{"Name":"web","IPAM":{"Driver":"null","Options":{"a":"b"}}}""")]
    [InlineData(
        "network create --subnet 10.0.0.0/24 --subnet fd00::/64 --gateway fd00::1 --ip-range 10.0.0.128/25 --aux-address r=10.0.0.9 --aux-address a=10.0.0.8 web",
        "POST /networks/create",
        """{"Name":"web","IPAM":{"Options":null,"Config":[{"Subnet":"10.0.0.0/24","IPRange":"10.0.0.128/25","AuxiliaryAddresses":{"a":"10.0.0.8","r":"10.0.0.9"}},{"Subnet":"fd00::/64","Gateway":"fd00::1"}]}}""")]
    [InlineData("network create --subnet 10.0.0.7/24 web", "POST /networks/create",
        """{"Name":"web","IPAM":{"Options":null,"Config":[{"Subnet":"10.0.0.7/24"}]}}""")]
    [InlineData("network create --config-only --subnet 10.0.0.0/24 plan", "POST /networks/create",
        """{"Name":"plan","IPAM":{"Options":null,"Config":[{"Subnet":"10.0.0.0/24"}]},"ConfigOnly":true}""")]
    [InlineData("network create --config-from plan web", "POST /networks/create", """{"Name":"web","ConfigFrom":{"Network":"plan"}}""")]
    [InlineData("network prune --force", "POST /networks/prune", "")]
    [InlineData("network prune -f --filter until=24h --filter label!=keep", "POST /networks/prune?filters=%7B%22until%22%3A%5B%2224h%22%5D%2C%22label%21%22%3A%5B%22keep%22%5D%7D", "")]
    [InlineData("network create @home", "POST /networks/create", """{"Name":"@home"}""")]
    [InlineData("network connect web app", "POST /networks/web/connect", """{"Container":"app"}""")]
    [InlineData("network connect --ip 10.0.0.7 --ip6 fd00::7 --mac 02:42:ac:11:00:07 --alias a --alias b --gw-priority -5 --driver-opt x=y web app",
        "POST /networks/web/connect",
        """{"Container":"app","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.0.0.7","IPv6Address":"fd00::7"},"Aliases":["a","b"],"MacAddress":"02:42:ac:11:00:07","DriverOpts":{"x":"y"},"GwPriority":-5}}""")]
    [InlineData("network disconnect web app", "POST /networks/web/disconnect", """{"Container":"app"}""")]
    [InlineData("network disconnect -f web app", "POST /networks/web/disconnect", """{"Container":"app","Force":true}""")]
    [InlineData("network rm web", "DELETE /networks/web", "")]
    [InlineData("network rm --force web", "DELETE /networks/web?force=true", "")]
    [InlineData("sandbox create --label a=b app", "POST /sandboxes/create", """{"Name":"app","Labels":{"a":"b"}}""")]
    [InlineData("sandbox create --host-namespace app", "POST /sandboxes/create", """{"Name":"app","UseHostNamespace":true}""")]
    [InlineData("sandbox create -p 8080:80 --publish 127.0.0.1::53/UDP -p 80 -p [fd00::1]:9000-9001:90-91/sctp -p 8000-8010:443 app", "POST /sandboxes/create",
        """{"Name":"app","PortBindings":{"443/tcp":[{"HostIp":"","HostPort":"8000-8010"}],"53/udp":[{"HostIp":"127.0.0.1","HostPort":""}],"80/tcp":[{"HostIp":"","HostPort":"8080"},{"HostIp":"","HostPort":""}],"90/sctp":[{"HostIp":"fd00::1","HostPort":"9000"}],"91/sctp":[{"HostIp":"fd00::1","HostPort":"9001"}]}}""")]
    [InlineData("sandbox create --expose 80 --expose 53-54/udp app", "POST /sandboxes/create",
        """{"Name":"app","ExposedPorts":{"53/udp":{},"54/udp":{},"80/tcp":{}}}""")]
    [InlineData("sandbox create --hostname h --domainname d --add-host db:10.0.0.1 --dns 10.0.0.2 --dns-search . --dns-option ndots:1 app", "POST /sandboxes/create",
        """{"Name":"app","Hostname":"h","Domainname":"d","ExtraHosts":["db:10.0.0.1"],"Dns":["10.0.0.2"],"DnsSearch":["."],"DnsOptions":["ndots:1"]}""")]
    [InlineData("sandbox create --external app", "POST /sandboxes/create", """{"Name":"app","UseExternalKey":true}""")]
    [InlineData("sandbox create --pid 4711 app", "POST /sandboxes/create", """{"Name":"app","Key":"/proc/4711/ns/net"}""")]
    [InlineData("sandbox create --namespace /run/netns/a app", "POST /sandboxes/create", """{"Name":"app","Key":"/run/netns/a"}""")]
    [InlineData("sandbox set-key app 4711", "POST /sandboxes/app/key", """{"Key":"/proc/4711/ns/net"}""")]
    [InlineData("sandbox set-key app /run/netns/a", "POST /sandboxes/app/key", """{"Key":"/run/netns/a"}""")]
    [InlineData("sandbox rename app shop", "POST /sandboxes/app/rename?name=shop", "{}")]
    [InlineData("sandbox refresh app", "POST /sandboxes/app/refresh", "{}")]
    [InlineData("sandbox refresh -p 80 app", "POST /sandboxes/app/refresh", """{"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":""}]}}""")]
    [InlineData("network connect --link-local-ip 169.254.1.1 web app", "POST /networks/web/connect",
        """{"Container":"app","EndpointConfig":{"IPAMConfig":{"LinkLocalIPs":["169.254.1.1"]}}}""")]
    [InlineData("sandbox rm app", "DELETE /sandboxes/app", "")]
    [InlineData("sandbox rm -f app", "DELETE /sandboxes/app?force=true", "")]
    [InlineData("endpoint create --ip 10.0.0.7 web db", "POST /endpoints/create",
        """{"Network":"web","Name":"db","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.0.0.7"}}}""")]
    [InlineData("endpoint join db app", "POST /endpoints/db/join", """{"Sandbox":"app"}""")]
    [InlineData("endpoint leave db", "POST /endpoints/db/leave", "{}")]
    [InlineData("endpoint leave --force db", "POST /endpoints/db/leave", """{"Force":true}""")]
    [InlineData("endpoint rm --force db", "DELETE /endpoints/db?force=true", "")]
    public async Task A_command_is_one_request(string commandLine, string request, string body)
    {
        await using var daemon = new StubDaemon(200, $$"""{"Id":"{{Id}}","Warning":""}""");

        var result = await Cli.RunAsync(daemon, commandLine);

        result.Error.Should().BeEmpty();
        result.ExitCode.Should().Be(0);
        var asked = daemon.Requests.Should().ContainSingle().Subject;
        $"{asked.Method} {asked.Path}".Should().Be(request);
        asked.Body.Should().Be(body);
    }

    [Theory] // I-095
    [InlineData("y\n", 0, 1)]
    [InlineData("Yes\n", 0, 1)]
    [InlineData("n\n", 1, 0)]
    [InlineData("", 1, 0)]
    public async Task Networks_are_pruned_only_after_a_yes(string answer, int exitCode, int requests)
    {
        await using var daemon = new StubDaemon(200, """{"NetworksDeleted":["a","b"]}""");

        var result = await Cli.RunAsync(["network", "prune"], daemon.Address.ToString(), input: answer);

        result.ExitCode.Should().Be(exitCode);
        result.Error.Should().Contain("Are you sure you want to continue? [y/N]");
        result.Output.Should().Be(requests == 0 ? "" : "Deleted Networks:\na\nb\n");
        daemon.Requests.Should().HaveCount(requests);
    }

    [Theory]
    [InlineData("network create web")]
    [InlineData("sandbox create app")]
    [InlineData("endpoint create web db")]
    public async Task A_create_prints_the_full_id_alone(string commandLine)
    {
        await using var daemon = new StubDaemon(201, $$"""{"Id":"{{Id}}","Warning":""}""");

        (await Cli.RunAsync(daemon, commandLine)).Should().Be(new CliResult(0, $"{Id}\n", ""));
    }

    [Fact]
    public async Task A_warning_goes_to_the_errors()
    {
        await using var daemon = new StubDaemon(201, """{"Id":"0123","Warning":"no way out"}""");

        (await Cli.RunAsync(daemon, "network create web")).Should().Be(new CliResult(0, "0123\n", "WARNING: no way out\n"));
    }

    [Fact]
    public async Task Removing_goes_on_past_a_refusal_and_tells_it()
    {
        await using var daemon = new StubDaemon(request => request.Path.EndsWith("/b", StringComparison.Ordinal)
            ? new StubAnswer(404, """{"message":"network b not found"}""")
            : new StubAnswer(204, ""));

        var result = await Cli.RunAsync(daemon, "network rm a b c");

        result.Should().Be(new CliResult(1, "a\nc\n", "dnet: network b not found\n"));
        daemon.Requests.Select(request => request.Path).Should().Equal("/networks/a", "/networks/b", "/networks/c");
    }

    [Fact]
    public async Task Filters_are_passed_on()
    {
        await using var daemon = new StubDaemon(200, "[]");

        await Cli.RunAsync(daemon, "network ls --filter name=a -f label=x=y --filter name=b");

        Uri.UnescapeDataString(daemon.Requests.Should().ContainSingle().Subject.Path).Should().Be("""/networks?filters={"name":["a","b"],"label":["x=y"]}""");
    }

    [Theory]
    [InlineData("plugin ls", "/network-plugins")]
    [InlineData("plugin ls --probe --filter implements=IpamDriver", """/network-plugins?filters={"implements":["IpamDriver"]}&probe=true""")]
    public async Task Plugins_are_asked_for(string commandLine, string path)
    {
        await using var daemon = new StubDaemon(200, """
            [{"Name":"blue","Address":"unix:///p/blue.sock","State":"active","Error":"","Implements":["NetworkDriver","IpamDriver"]},
             {"Name":"red","Address":"","State":"failing","Error":"gone","Implements":[]}]
            """);

        var result = await Cli.RunAsync(daemon, commandLine);

        result.Output.Should().Be(
            "NAME   ADDRESS               IMPLEMENTS                  STATE\n"
            + "blue   unix:///p/blue.sock   NetworkDriver, IpamDriver   active\n"
            + "red                                                      failing: gone\n");
        Uri.UnescapeDataString(daemon.Requests.Should().ContainSingle().Subject.Path).Should().Be(path);
        (await Cli.RunAsync(daemon, "plugin ls -q")).Output.Should().Be("blue\nred\n");
    }

    [Fact]
    public async Task Endpoints_of_one_network_are_asked_for_by_its_name()
    {
        await using var daemon = new StubDaemon(200, "[]");

        await Cli.RunAsync(daemon, "endpoint ls --network web");

        daemon.Requests.Should().ContainSingle().Which.Path.Should().Be("/endpoints?network=web");
    }
}
