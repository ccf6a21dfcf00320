using System.Diagnostics;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>The CLI as people use it, against a real daemon.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task A_story_from_the_first_network_to_the_last()
    {
        await using var host = await DaemonHost.StartAsync();

        var id = (await Ok(host, "network create --subnet 10.1.0.0/24 --label tier=front web")).Trim();
        id.Should().MatchRegex("^[0-9a-f]{64}$");
        await Ok(host, "network create --internal --ipv6 --subnet 10.2.0.0/24 --subnet fd00:2::/64 vault");
        (await Ok(host, "network ls --format {{.Name}}|{{.Subnets}}|{{.Internal}}")).Should().Be(
            "vault|10.2.0.0/24, fd00:2::/64|true\nweb|10.1.0.0/24|false\n");
        await Ok(host, "sandbox create app");
        await Ok(host, "sandbox create db");
        await Ok(host, "network connect --ip 10.1.0.7 web app");
        await Ok(host, "network connect web db");
        await Ok(host, "network connect --ip6 fd00:2::7 vault db");

        (await Ok(host, "sandbox ls --format {{.Name}}|{{.Networks}}|{{.Addresses}}")).Should().Be(
            "app|web|10.1.0.7/24\ndb|web, vault|10.1.0.2/24, 10.2.0.2/24, fd00:2::7/64\n");
        (await Ok(host, "endpoint ls --network web --format {{.Sandbox}}|{{.Interface}}")).Should().Be("app|eth0\ndb|eth0\n");
        (await Ok(host, "sandbox exec db -- ping -c 1 -W 2 10.1.0.7")).Should().Contain("1 received");
        (await host.DnetAsync("sandbox exec app ping -c 1 -W 1 10.2.0.2")).ExitCode.Should().NotBe(0, "networks are apart");
        (await host.DnetAsync(["network", "inspect", "-f", "{{len .Containers}}", "web"])).Output.Should().Be("2\n");

        (await host.DnetAsync("network rm web vault")).Should().Match<ProgramResult>(result => result.ExitCode == 1 && result.Output.Length == 0);
        await Ok(host, "network disconnect web app");
        (await Ok(host, "sandbox rm app db")).Should().Be("app\ndb\n");
        (await Ok(host, "network rm web vault")).Should().Be("web\nvault\n");
        host.Host.LinkNames().Should().Equal("lo");
        host.Host.PinsInExecRoot().Should().BeEmpty();
    }

    [Fact]
    public async Task Doctor_tells_what_is_broken_and_repairs_it()
    {
        await using var host = await DaemonHost.StartAsync();
        var id = (await Ok(host, "network create --subnet 10.1.0.0/24 web")).Trim();
        (await Ok(host, "doctor")).Should().Be("Nothing is wrong.\n");
        host.Host.Run($"ip link del br-{id[..12]}");

        var told = await host.DnetAsync("doctor");
        told.ExitCode.Should().Be(1);
        told.Output.Should().Contain($"bridge br-{id[..12]}").And.Contain("network web").And.Contain("is missing").And.Contain("repairable");
        (await Ok(host, "doctor --repair --format json")).Should().Be(
            $$"""{"Subject":"bridge br-{{id[..12]}}","Owner":"network web","Problem":"is missing","State":"repaired","Remedy":"it is made anew"}""" + "\n");
        host.Host.LinkNames().Should().Contain($"br-{id[..12]}");
        (await Ok(host, "doctor --format {{.Subject}}")).Should().BeEmpty();
        await Ok(host, "network rm web");
    }

    [Fact]
    public async Task Exec_runs_the_command_in_the_sandboxs_network_and_passes_its_exit_code_on()
    {
        await using var host = await DaemonHost.StartAsync();
        await Ok(host, "sandbox create app");
        var key = (await host.Client.InspectSandboxAsync("app")).Key;

        (await Ok(host, "sandbox exec app -- stat -L -c %i /proc/self/ns/net")).Should().Be(host.Host.Run($"stat -c %i {key}"));
        (await Ok(host, "sandbox exec app -- ls /sys/class/net")).Should().Be("lo\n");
        (await host.DnetAsync(["sandbox", "exec", "app", "--", "sh", "-c", "exit 42"])).ExitCode.Should().Be(42);
        (await host.DnetAsync(["sandbox", "exec", "app", "sh", "-c", "kill -TERM $$"])).ExitCode.Should().Be(143, "it ends by the signal itself");
        (await host.DnetAsync("sandbox exec app -- /nowhere")).Should().Be(
            new ProgramResult(127, "", "dnet: sandbox app: cannot run \"/nowhere\": no such file or directory\n"));
        (await host.DnetAsync("sandbox exec app -- /etc/passwd")).ExitCode.Should().Be(126);
        (await host.DnetAsync("sandbox exec nope -- true")).Should().Be(new ProgramResult(125, "", "dnet: sandbox nope not found\n"));
    }

    [Fact]
    public async Task Exec_hands_input_output_errors_and_directory_over()
    {
        await using var host = await DaemonHost.StartAsync();
        await Ok(host, "sandbox create app");

        (await host.DnetAsync(["sandbox", "exec", "app", "--", "sh", "-c", "cat; echo wrong >&2"], "line 1\nline 2\n"))
            .Should().Be(new ProgramResult(0, "line 1\nline 2\n", "wrong\n"));
        (await Ok(host, "sandbox exec app -- pwd")).Should().Be(Environment.CurrentDirectory + "\n");
    }

    [Fact]
    public async Task Exec_leaves_no_signal_ignored_or_blocked()
    {
        await using var host = await DaemonHost.StartAsync();
        await Ok(host, "sandbox create app");

        (await Ok(host, "sandbox exec app -- grep -E ^Sig(Ign|Blk) /proc/self/status")).Should().Be(
            "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    }

    [Fact]
    public async Task Exec_gives_the_terminal_to_the_command()
    {
        await using var host = await DaemonHost.StartAsync();
        await Ok(host, "sandbox create app");
        var command = $"{Programs.Dnet} -H {host.Daemon.Address} sandbox exec app -- sh -c 'test -t 0 && test -t 1 && stty size && echo yes'";

        var result = await Programs.RunAsync("script", ["-qec", $"stty rows 33 cols 77; {command}", "/dev/null"]);

        result.Output.ReplaceLineEndings("\n").Should().Contain("33 77\nyes\n");
    }

    [Fact]
    public async Task Exec_finds_the_namespace_of_a_daemon_with_mounts_of_its_own()
    {
        await using var host = await DaemonHost.StartAsync(ownMounts: true);
        await Ok(host, "sandbox create app");
        host.Host.PinsInExecRoot().Should().BeEmpty("only the daemon sees what it pinned");

        (await Ok(host, "sandbox exec app -- ip -o link")).Should().Contain("lo").And.NotContain("eth0");
    }

    [Fact]
    public async Task Exec_reaches_a_daemon_on_tcp_on_the_same_machine()
    {
        await using var host = await DaemonHost.StartAsync(["--host", "tcp://127.0.0.1:2385"]);
        await Ok(host, "sandbox create app");

        var result = host.Host.TryRun($"{Programs.Dnet} -H tcp://127.0.0.1:2385 sandbox exec app -- ls /sys/class/net");

        result.Should().Be((0, "lo\n"));
    }

    [Fact]
    public async Task What_is_signalled_while_exec_runs_is_the_command()
    {
        await using var host = await DaemonHost.StartAsync();
        await Ok(host, "sandbox create app");
        using var running = Programs.Start(
            Programs.Dnet, ["-H", host.Daemon.Address.ToString(), "sandbox", "exec", "app", "--", "cat"]);
        await running.StandardInput.WriteLineAsync("up");
        (await running.StandardOutput.ReadLineAsync()).Should().Be("up");

        Process.GetProcessById(running.Id).ProcessName.Should().Be("cat", "dnet became the command");
        (await Programs.EndAsync(running, "INT")).Should().Be(130);
    }

    [Fact]
    public async Task A_closed_pipe_ends_a_command_as_it_would_in_a_shell()
    {
        await using var host = await DaemonHost.StartAsync();
        await Ok(host, "sandbox create app");

        var result = await Programs.RunAsync("bash", ["-c", $"{Programs.Dnet} -H {host.Daemon.Address} sandbox exec app -- yes | head -1; echo ${{PIPESTATUS[0]}}"]);

        result.Output.Should().Be("y\n141\n");
    }

    [Fact]
    public async Task Errors_of_the_daemon_are_told_and_end_with_1()
    {
        await using var host = await DaemonHost.StartAsync();

        (await host.DnetAsync("network create --subnet 10.1.0.1/24 a/b")).Should().Match<ProgramResult>(result =>
            result.ExitCode == 1 && result.Output.Length == 0 && result.Error.StartsWith("dnet: invalid network config:")
            && result.Error.Contains("it should be 10.1.0.0/24") && result.Error.Contains("invalid name"));
        (await host.DnetAsync("network inspect nope")).Should().Be(new ProgramResult(1, "[]\n", "dnet: network nope not found\n"));
        (await host.Client.ListNetworksAsync()).Should().BeEmpty();
    }

    private static async Task<string> Ok(DaemonHost host, string commandLine)
    {
        var result = await host.DnetAsync(commandLine);
        result.ExitCode.Should().Be(0, "of dnet {0}: {1}", commandLine, result.Error);
        return result.Output;
    }
}
