using Dnet.Conformance;
using Microsoft.Extensions.Time.Testing;
using static Dnet.Tests.Conformance.RawReply;

namespace Dnet.Tests.Conformance;

/// <summary>The command around the checks: how plugins are named, what is printed, how it ends.</summary>
public sealed class PluginCheckCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("dnet-check-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Results_are_a_table_then_the_reasons_then_the_count()
    {
        await using var plugin = new RawPlugin((request, correct) =>
            request.Method == "NetworkDriver.GetCapabilities" ? Task.FromResult(Success("""{"Scope":"swarm"}""")) : correct());

        var result = await Cli.RunAloneAsync("plugin", "check", "--only", "capabilities", plugin.Socket);

        result.Should().Be(new CliResult(
            1,
            """
            RESULT      CHECK                             DEMAND                                         SOURCE
            fail        capabilities/scope                Scope is local or global                       remote driver B-040, B-059
            pass        capabilities/connectivity-scope   ConnectivityScope is local, global or empty    remote driver B-059
            not tried   capabilities/gateway-check        GwAllocCheck is answered if it is announced    remote driver B-043
            pass        capabilities/ipam                 two truth values, or 404                       IPAM driver B-075
            pass        capabilities/address-spaces       a local and a global address space are named   IPAM driver B-076

            not tried: capabilities/gateway-check: GwAllocChecker is not announced

            fail: capabilities/scope: sent NetworkDriver.GetCapabilities (an empty body); expected Scope local or global; Docker does not register the driver otherwise; came 200 {"Scope":"swarm"}

            3 passed, 0 with a warning, 1 failed, 1 not tried

            """,
            ""));
    }

    [Fact]
    public async Task In_JSON_each_check_is_an_object_a_line()
    {
        await using var plugin = new RawPlugin((request, correct) =>
            request.Method == "NetworkDriver.GetCapabilities" ? Task.FromResult(Success("""{"Scope":"swarm"}""")) : correct());

        var result = await Cli.RunAloneAsync("plugin", "check", "--format", "json", "--only", "capabilities/*scope", plugin.Socket);

        result.Should().Be(new CliResult(
            1,
            """
            {"Result":"fail","Check":"capabilities/scope","Demand":"Scope is local or global","Source":"remote driver B-040, B-059","Detail":"sent NetworkDriver.GetCapabilities (an empty body); expected Scope local or global; Docker does not register the driver otherwise; came 200 {\"Scope\":\"swarm\"}"}
            {"Result":"pass","Check":"capabilities/connectivity-scope","Demand":"ConnectivityScope is local, global or empty","Source":"remote driver B-059","Detail":""}

            """,
            ""));
    }

    [Theory]
    [InlineData("{{.Check}}={{.Result}}", "capabilities/scope=pass\n")]
    [InlineData(@"table {{.Check}}\t{{.Result}}", "CHECK                RESULT\ncapabilities/scope   pass\n")]
    public async Task A_template_says_how_to_print(string format, string expected)
    {
        await using var plugin = new RawPlugin();

        (await Cli.RunAloneAsync("plugin", "check", "--format", format, "--only", "capabilities/scope", plugin.Socket))
            .Should().Be(new CliResult(0, expected, ""));
    }

    [Fact]
    public async Task A_plugin_is_found_by_name_by_file_and_by_address()
    {
        await using var plugin = new RawPlugin();
        await using var overTcp = new RawPlugin(tcp: true);
        await File.WriteAllTextAsync(Path.Combine(_directory, "over-tcp.spec"), overTcp.Address + "\n");
        await File.WriteAllTextAsync(Path.Combine(_directory, "named.json"), $$"""{"Addr":"{{plugin.Address}}"}""");

        foreach (var name in new[]
        {
            plugin.Socket, plugin.Address, overTcp.Address, overTcp.Address.Replace("tcp", "http", StringComparison.Ordinal),
            Path.Combine(_directory, "over-tcp.spec"), Path.Combine(_directory, "named.json"), "over-tcp", "named",
        })
        {
            var result = await Cli.RunAloneAsync(
                "plugin", "check", "--only", "handshake", "--format", "{{.Result}}", "--spec-directory", _directory, "--socket-directory", _directory, name);
            result.Should().Be(new CliResult(0, string.Concat(Enumerable.Repeat("pass\n", 6)), ""), name);
        }
    }

    [Fact]
    public async Task Every_check_passes_over_TCP_too()
    {
        await using var plugin = new RawPlugin(tcp: true);

        var result = await PluginCheck.RunAsync(plugin.Address);

        result.Names("fail").Concat(result.Names("warn")).Should().BeEmpty();
        result.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_reached_ends_with_125_and_says_why()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "file.sock"), "");
        await File.WriteAllTextAsync(Path.Combine(_directory, "dead.spec"), "tcp://127.0.0.1:1");
        await ShouldEndAsync(125, "could not find plugin nobody in v1 plugin registry: plugin not found (looked in /nowhere, /nowhere2)",
            "--socket-directory", "/nowhere", "--spec-directory", "/nowhere2", "nobody");
        await ShouldEndAsync(125, "plugin file /nowhere/x.sock: there is no such file", "/nowhere/x.sock");
        await ShouldEndAsync(125, $"plugin file {_directory}/file.sock: it is not a socket", Path.Combine(_directory, "file.sock"));
        await ShouldEndAsync(125, "cannot reach the plugin at tcp://127.0.0.1:1: Connection refused", "tcp://127.0.0.1:1");
        await ShouldEndAsync(125, "cannot reach the plugin at tcp://127.0.0.1:1: Connection refused", Path.Combine(_directory, "dead.spec"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_understood_ends_with_2_and_is_named()
    {
        var path = Path.Combine(_directory, "x.spec");
        await File.WriteAllTextAsync(path, "gopher://x");

        await ShouldEndAsync(2, $"plugin file {path}: address \"gopher://x\": unknown protocol gopher: unix, tcp, http and https are known", path);
    }

    [Fact]
    public async Task Everything_wrong_with_a_command_line_is_told_at_once()
    {
        var result = await Cli.RunAloneAsync(
            "plugin", "check", "--only", "nothing", "--only", "networks", "--timeout", "0", "--subnet", "198.18.0.0/28", "--subnet-ipv6", "10.0.0.0/8",
            "--network-option", "=x", "--format", "{{.Nothing}}", "gopher://x");

        result.ExitCode.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Split('\n').Should().BeEquivalentTo(
            "dnet plugin check: PLUGIN: address \"gopher://x\": unknown protocol gopher: unix, tcp, http and https are known",
            "dnet plugin check: --only: \"nothing\" fits no check; see them with --list",
            "dnet plugin check: --timeout: \"0\" is not a number of seconds, more than 0 and at most 3600",
            "dnet plugin check: --subnet: 198.18.0.0/28 is too small: it is divided into sixteen, so its prefix has at most 25 bits",
            "dnet plugin check: --subnet-ipv6: \"10.0.0.0/8\" is not an IPv6 subnet",
            "dnet plugin check: --network-option: \"=x\" has no key; write KEY=VALUE",
            "dnet plugin check: --format: there is no field .Nothing; there are .Result, .Check, .Demand, .Source, .Detail",
            "See \"dnet plugin check --help\".",
            "");
    }

    [Fact]
    public async Task Without_a_plugin_there_is_a_list_of_checks_only()
    {
        (await Cli.RunAloneAsync("plugin", "check")).Should().Be(new CliResult(
            2, "", "dnet plugin check: Required argument missing for command: 'check'.\nSee \"dnet plugin check --help\".\n"));

        var result = await Cli.RunAloneAsync("plugin", "check", "--list", "--only", "discovery");

        result.Should().Be(new CliResult(
            0,
            """
            CHECK             DEMAND                                            SOURCE
            discovery/node    a node that joins and leaves is taken note of     remote driver B-051, B-052
            discovery/other   what it does not know is passed over or refused   remote driver B-062

            """,
            ""));
    }

    [Fact]
    public async Task The_user_s_options_subnet_and_sandbox_reach_the_plugin()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<RawRequest>();
        await using var plugin = new RawPlugin((request, correct) =>
        {
            seen.Enqueue(request);
            return correct();
        });

        var result = await Cli.RunAloneAsync(
            "plugin", "check", "--only", "joining/join-and-leave", "--only", "pools/requested", "--network-option", "parent=eth9", "--ipam-option", "range=a",
            "--subnet", "10.77.0.0/20", "--sandbox", "/run/netns/x", plugin.Socket);

        result.ExitCode.Should().Be(0);
        var bodies = seen.ToLookup(request => request.Method, request => System.Text.Encoding.UTF8.GetString(request.Body));
        bodies["NetworkDriver.CreateNetwork"].Single().Should().Contain("""
            "com.docker.network.generic":{"parent":"eth9"}},"IPv4Data":[{"AddressSpace":"LocalDefault","Gateway":"10.77.0.1/24","Pool":"10.77.0.0/24"}],"IPv6Data":null
            """);
        bodies["NetworkDriver.Join"].Single().Should().Contain("""
            "SandboxKey":"/run/netns/x"
            """);
        bodies["IpamDriver.RequestPool"].Single().Should().Be("""{"AddressSpace":"L","Pool":"10.77.1.0/24","SubPool":"","Options":{"range":"a"},"V6":false}""");
    }

    [Fact]
    public async Task An_interrupt_deletes_what_was_made_and_ends_with_130()
    {
        var joining = new TaskCompletionSource();
        await using var plugin = new RawPlugin((request, correct) =>
        {
            if (request.Method != "NetworkDriver.Join")
            {
                return correct();
            }

            joining.TrySetResult();
            return Task.FromResult<RawReply>(new Hang());
        });
        using var interrupt = new CancellationTokenSource();

        var running = Cli.RunAsync(["plugin", "check", plugin.Socket], host: null, interrupt.Token);
        await joining.Task;
        plugin.Driver.Count.Should().BePositive();
        await interrupt.CancelAsync();

        var result = await running;
        result.ExitCode.Should().Be(130);
        result.Output.Should().BeEmpty();
        result.Error.Should().EndWith("dnet: interrupted; what was made in the plugin is deleted\n");
        plugin.Driver.Count.Should().Be(0);
    }

    [Fact]
    public async Task An_interrupt_tells_what_a_plugin_would_not_delete()
    {
        var joining = new TaskCompletionSource();
        await using var plugin = new RawPlugin((request, correct) =>
        {
            switch (request.Method)
            {
                case "NetworkDriver.Join":
                    joining.TrySetResult();
                    return Task.FromResult<RawReply>(new Hang());
                case "NetworkDriver.DeleteNetwork":
                    return Task.FromResult(Refuse("never"));
                default:
                    return correct();
            }
        });
        using var interrupt = new CancellationTokenSource();

        var running = Cli.RunAsync(["plugin", "check", "--only", "joining/routes", plugin.Socket], host: null, interrupt.Token);
        await joining.Task;
        await interrupt.CancelAsync();

        (await running).Error.Should().MatchRegex("^dnet: interrupted; network [0-9a-f]{64} is left behind: 400 {\"Err\":\"never\"}\n$");
    }

    [Fact]
    public async Task A_run_in_which_nothing_could_be_tried_is_no_success()
    {
        await using var plugin = new RawPlugin();

        var result = await Cli.RunAloneAsync("plugin", "check", "--only", "restart", plugin.Socket);

        result.ExitCode.Should().Be(1);
        result.Output.Should().EndWith("0 passed, 0 with a warning, 0 failed, 3 not tried\n");
    }

    [Fact]
    public async Task Progress_is_a_line_a_second_for_what_is_under_way()
    {
        var clock = new FakeTimeProvider();
        using var output = new StringWriter();
        await using var progress = new Progress(output, clock);

        progress.Tell("a/first", 1, 3);
        progress.Tell("a/second", 2, 3);
        output.ToString().Should().BeEmpty();
        clock.Advance(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(5));
        progress.Tell("a/third", 3, 3);
        clock.Advance(TimeSpan.FromSeconds(1));

        output.ToString().Should().Be("2/3 a/second\n3/3 a/third\n");
    }

    [Fact]
    public async Task The_page_on_checks_lists_the_checks_there_are()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "LibNetwork.slnx")))
        {
            root = root.Parent!;
        }

        var page = await File.ReadAllTextAsync(Path.Combine(root.FullName, "docs", "plugin-check.md"));
        var written = page[page.IndexOf("## The checks", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var listed = await Cli.RunAloneAsync("plugin", "check", "--list", "--format", "| `{{.Check}}` | {{.Demand}} | {{.Source}} |");

        written.Should().Equal(listed.Output.TrimEnd().Split('\n'));
    }

    private static async Task ShouldEndAsync(int exitCode, string error, params string[] arguments)
    {
        var result = await Cli.RunAloneAsync(["plugin", "check", .. arguments]);

        result.Should().Be(new CliResult(exitCode, "", $"dnet: {error}\n"));
    }
}
