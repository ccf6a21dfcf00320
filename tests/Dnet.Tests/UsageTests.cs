using System.CommandLine;
using System.CommandLine.Help;
using LibNetwork.Api.Tests;

namespace Dnet.Tests;

/// <summary>Command lines that are wrong, daemons that are away, help.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("network create --subnet x --gateway 1 --ip-range y/2 --aux-address foo --aux-address =1.2.3.4 -o =k --ipv6=maybe --internal=1",
        "--subnet: \"x\" is not a subnet", "--gateway: \"1\" is not an address", "--ip-range: \"y/2\" is not a range",
        "--aux-address: \"\" of foo is not an address", "--aux-address: \"=1.2.3.4\" has no key", "--opt: \"=k\" has no key",
        "--ipv6: \"maybe\" is neither true nor false", "--internal: \"1\" is neither true nor false")]
    [InlineData("network connect a b --ip 1 --ip6 10.0.0.1 --mac zz --gw-priority x --driver-opt =",
        "--ip: \"1\" is not an IPv4 address", "--ip6: \"10.0.0.1\" is not an IPv6 address", "--mac: \"zz\" is not a MAC address",
        "--gw-priority: \"x\" is not a whole number", "--driver-opt: \"=\" has no key")]
    [InlineData("network create --subnet 10.0.0.0/24 --gateway 10.0.1.1 --ip-range 10.0.1.0/25 --aux-address r=10.0.1.9 --gateway 10.0.0.1 --gateway 10.0.0.2 web",
        "--gateway: 10.0.1.1 lies in none of the subnets", "--ip-range: 10.0.1.0/25 lies in none", "--aux-address: 10.0.1.9 lies in none",
        "--gateway: 10.0.0.2 is one too many: subnet 10.0.0.0/24 has 10.0.0.1 already")]
    [InlineData("network create --gateway 10.0.0.1 web", "--gateway: 10.0.0.1 lies in none of the subnets given with --subnet")]
    [InlineData("network create --subnet 10.0.0.0/33 --subnet 10.0.0.0 --subnet 10.0/8 --subnet ::/129 web",
        "\"10.0.0.0/33\" is not", "\"10.0.0.0\" is not", "\"10.0/8\" is not", "\"::/129\" is not")]
    [InlineData("network create --bogus web x", "unknown flag --bogus", "'web'", "'x'")]
    [InlineData("network create --driver a --driver b web", "'--driver' expects a single argument")]
    [InlineData("network create web --label", "Required argument missing for option: '--label'")]
    [InlineData("network rm", "Required argument missing for command: 'rm'")]
    [InlineData("network rm -x web", "unknown flag -x")]
    [InlineData("network connect web", "Required argument missing for command: 'connect'")]
    [InlineData("network ls --filter name --format {{.Foo}}", "--filter: \"name\" is not KEY=VALUE", "--format: there is no field .Foo; there are .ID, .Name")]
    [InlineData("network inspect --format {{.Foo}} web", "--format: there is no field .Foo; there are .Name, .Id, .Created")]
    [InlineData("network", "Required command was not provided")]
    [InlineData("frobnicate", "'frobnicate'")]
    [InlineData("network ls -H nowhere", "--host: invalid host \"nowhere\": it must begin with unix:// or tcp://")]
    [InlineData("sandbox create -p x -p 80/foo -p fd00::1:80:80 -p 1-2:3-5 -p 9-8 --expose y app", "--publish: \"x\" is not [[ADDRESS:]HOST-PORT:]PORT[/PROTOCOL], such as 8080:80/tcp",
        "--publish: \"80/foo\"", "--publish: \"fd00::1:80:80\"", "--publish: \"1-2:3-5\"", "--publish: \"9-8\"", "--expose: \"y\" is not PORT[-PORT][/PROTOCOL], such as 80/tcp")]
    [InlineData("sandbox create --external --pid 1 app", "--host-namespace, --external, --namespace and --pid exclude each other")]
    [InlineData("sandbox exec app", "Required argument missing for command: 'exec'")]
    [InlineData("sandbox exec --bogus app ls", "unknown flag --bogus")]
    public async Task Everything_wrong_is_told_at_once_and_the_daemon_is_not_asked(string commandLine, params string[] errors)
    {
        await using var daemon = new StubDaemon(200, "{}");

        var result = await Cli.RunAsync(daemon, commandLine);

        result.ExitCode.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Should().ContainAll(errors).And.MatchRegex("See \"dnet.* --help\".\n$");
        daemon.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_daemon_it_says_how_to_start_one()
    {
        var result = await Cli.RunAloneAsync("network", "ls");

        result.ExitCode.Should().Be(125);
        result.Output.Should().BeEmpty();
        result.Error.Should().Be("dnet: cannot reach the daemon at unix:///nowhere/dnet.sock: there is no such socket\n"
            + "Is it running? Start it as root with \"dnetd\" (in a checkout: \"./dnet daemon\"), or name another with -H or DNET_HOST.\n");
    }

    [Fact]
    public async Task Several_names_and_no_daemon_are_told_once()
    {
        var result = await Cli.RunAloneAsync("network", "rm", "a", "b");

        result.ExitCode.Should().Be(125);
        result.Error.Should().ContainAll("cannot reach the daemon").And.NotContain("b\n");
    }

    [Fact]
    public async Task A_refusal_is_told_and_ends_with_1()
    {
        await using var daemon = new StubDaemon(409, """{"message":"network with name web already exists"}""");

        (await Cli.RunAsync(daemon, "network create web")).Should().Be(new CliResult(1, "", "dnet: network with name web already exists\n"));
    }

    [Fact]
    public async Task A_sandbox_that_does_not_exist_ends_exec_with_125()
    {
        await using var daemon = new StubDaemon(404, """{"message":"sandbox app not found"}""");

        (await Cli.RunAsync(daemon, "sandbox exec app -- true")).Should().Be(new CliResult(125, "", "dnet: sandbox app not found\n"));
    }

    [Fact]
    public async Task A_sandbox_of_another_machine_ends_exec_with_125()
    {
        await using var daemon = new StubDaemon(200, """{"Name":"app","Id":"1","Key":"/nowhere/netns/1"}""");

        var result = await Cli.RunAsync(daemon, "sandbox exec app -- true");

        result.ExitCode.Should().Be(125);
        result.Error.Should().Be("dnet: sandbox app: its namespace /nowhere/netns/1 cannot be opened here: run dnet as root, on the daemon's machine\n");
    }

    [Fact]
    public async Task The_flag_wins_over_the_environment()
    {
        await using var daemon = new StubDaemon(200, "[]");

        var result = await Cli.RunAsync(["-H", daemon.Address.ToString(), "network", "ls", "-q"], host: "nonsense");

        result.Should().Be(new CliResult(0, "", ""));
    }

    [Fact]
    public async Task A_wrong_address_in_the_environment_is_named()
    {
        var result = await Cli.RunAsync(["network", "ls"], host: "nonsense");

        result.Should().Be(new CliResult(2, "", "dnet: DNET_HOST: invalid host \"nonsense\": it must begin with unix:// or tcp://\n"));
    }

    [Fact]
    public async Task An_interrupt_ends_with_130()
    {
        using var answer = new ManualResetEventSlim();
        await using var daemon = new StubDaemon(_ =>
        {
            answer.Wait();
            return new StubAnswer(200, "[]");
        });
        using var interrupt = new CancellationTokenSource();

        var running = Cli.RunAsync(["network", "ls"], daemon.Address.ToString(), interrupt.Token);
        await interrupt.CancelAsync();

        (await running).ExitCode.Should().Be(130);
        answer.Set();
    }

    [Fact]
    public async Task Nothing_at_all_prints_the_help()
    {
        var result = await Cli.RunAloneAsync();

        result.ExitCode.Should().Be(0);
        result.Output.Should().ContainAll("network", "sandbox", "endpoint", "version");
    }

    [Theory]
    [InlineData("network")]
    [InlineData("network create")]
    [InlineData("network ls")]
    [InlineData("network inspect")]
    [InlineData("network connect")]
    [InlineData("sandbox")]
    [InlineData("sandbox create")]
    [InlineData("sandbox ls")]
    [InlineData("sandbox exec")]
    [InlineData("sandbox inspect")]
    [InlineData("endpoint")]
    [InlineData("endpoint create")]
    [InlineData("endpoint ls")]
    [InlineData("endpoint inspect")]
    [InlineData("plugin")]
    [InlineData("plugin check")]
    public async Task Help_ends_with_examples_that_parse(string command)
    {
        var result = await Cli.RunAloneAsync([.. command.Split(' '), "--help"]);

        result.ExitCode.Should().Be(0);
        var examples = result.Output[result.Output.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1).Where(line => line.Length > 0).ToList();
        examples.Should().NotBeEmpty();
        foreach (var example in examples)
        {
            var words = Words(example.Split(" #")[0].Trim());
            words[0].Should().Be("dnet");
            (await Cli.RunAloneAsync([.. words.Skip(1)])).ExitCode.Should().Be(125, "\"{0}\" must get as far as the daemon", example);
        }
    }

    [Fact]
    public void Every_command_flag_and_argument_has_help()
    {
        using var nowhere = new StringWriter();
        var root = new DnetProgram(nowhere, nowhere, _ => null).Root;

        foreach (var command in Commands(root))
        {
            command.Description.Should().NotBeNullOrWhiteSpace(command.Name);
            command.Options.Where(option => option is { Hidden: false } and not (HelpOption or VersionOption) && string.IsNullOrWhiteSpace(option.Description)).Should().BeEmpty();
            command.Arguments.Where(argument => string.IsNullOrWhiteSpace(argument.Description)).Should().BeEmpty();
        }
    }

    private static IEnumerable<Command> Commands(Command command) => command.Hidden ? [] : command.Subcommands.SelectMany(Commands).Prepend(command);

    // As a shell does it: blanks separate, single quotes keep.
    private static List<string> Words(string line) =>
        [.. line.Split('\'').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
