using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Bridge;

/// <summary><c>docker run --publish</c> on a network of our bridge driver: who reaches the container, and who does not.</summary>
public sealed class PublishedPortTests(BridgeFixture docker) : BridgeTest(docker)
{
    private const string Greeting = "hello from web";

    private const string GetByHand = $"printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 5 {PrivateHost.Address} 8080";

    [Fact]
    public async Task A_tcp_port_is_reached_from_the_host_from_outside_and_from_other_networks()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24 --ipv6 --subnet fd00:30::/64");
        await CreateNetworkAsync("other", "--subnet 10.31.0.0/24");
        await RunWebAsync("--network net --publish 8080:80");
        await Engine.RunContainerAsync("client", "--network other");

        (await Host.RunAsync("curl --silent --max-time 5 http://127.0.0.1:8080/")).Should().Be(Greeting);
        (await Host.RunAsync($"curl --silent --max-time 5 http://{PrivateHost.Address}:8080/")).Should().Be(Greeting);
        (await Host.RunOutsideAsync($"curl --silent --max-time 5 http://{PrivateHost.Address}:8080/")).Should().Be(Greeting);
        (await Host.RunOutsideAsync($"curl --silent --max-time 5 http://[{PrivateHost.AddressIPv6}]:8080/")).Should().Be(Greeting);
        (await Engine.ExecAsync("client", GetByHand)).Should().EndWith(Greeting);
        (await Engine.ExecAsync("web", GetByHand)).Should().EndWith(Greeting, because: "a container reaches itself by the host's address");
        (await Host.TryRunOutsideAsync($"curl --silent --max-time 1 http://{PrivateHost.Address}:80/")).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task A_port_published_on_the_loopback_is_not_reached_from_outside()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await RunWebAsync("--network net --publish 127.0.0.1:8081:80");

        (await Host.RunAsync("curl --silent --max-time 5 http://127.0.0.1:8081/")).Should().Be(Greeting);
        (await Host.TryRunOutsideAsync($"curl --silent --max-time 1 http://{PrivateHost.Address}:8081/")).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task A_udp_port_carries_datagrams_both_ways()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("web", "--network net --publish 9000:9000/udp");
        var process = await Engine.InspectAsync("web", "{{.State.Pid}}");
        await using var server = await Host.StartProgramAsync("nsenter", ["--target", process, "--net", "nc", "-u", "-l", "9000"]);
        await Eventually.TrueAsync(
            async () => (await Host.RunAsync($"nsenter --target {process} --net ss --udp --listening --numeric")).Contains(":9000"), () => "nc does not listen");

        await using var client = await Host.StartProgramAsync("ip", ["netns", "exec", "outside", "nc", "-u", PrivateHost.Address, "9000"]);
        await client.WriteLineAsync("question");
        await server.WaitForLogAsync("question");
        await server.WriteLineAsync("answer");
        await client.WaitForLogAsync("answer");
    }

    [Fact]
    public async Task A_port_that_the_host_chooses_is_reached_and_is_no_one_elses()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await RunWebAsync("--network net --publish 80");
        await Engine.RunContainerAsync("second", "--network net --publish 80");

        var ports = await HostPortsAsync();
        ports.Should().HaveCount(2).And.OnlyHaveUniqueItems();
        var answers = await Task.WhenAll(ports.Select(port => Host.TryRunOutsideAsync($"curl --silent --max-time 5 http://{PrivateHost.Address}:{port}/")));
        answers.Select(answer => answer.Output).Should().Contain(Greeting, because: "one of them is web's");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_and_the_container_takes_nothing_with_it()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await RunWebAsync("--network net --publish 8080:80");
        var links = await Host.LinksAsync();

        (await Engine.RefusedAsync("run --name late --network net --publish 8080:80 box true")).Should().Contain("8080").And.Contain("port is already allocated");

        (await Host.LinksAsync()).Should().Equal(links);
        (await Host.RunOutsideAsync($"curl --silent --max-time 5 http://{PrivateHost.Address}:8080/")).Should().Be(Greeting);
        (await Engine.InspectAsync("net", "{{len .Containers}}")).Should().Be("1");
    }

    [Fact]
    public async Task A_port_is_free_again_when_its_container_is_gone()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await RunWebAsync("--network net --publish 8080:80");
        await Engine.DockerAsync("rm --force web");

        (await Host.TryRunAsync("curl --silent --max-time 1 http://127.0.0.1:8080/")).ExitCode.Should().NotBe(0);

        await RunWebAsync("--network net --publish 8080:80");
        (await Host.RunAsync("curl --silent --max-time 5 http://127.0.0.1:8080/")).Should().Be(Greeting);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task A_port_stays_published_while_the_plugin_is_away(string signal)
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await RunWebAsync("--network net --publish 8080:80");

        await Docker.EndDaemonAsync(signal);
        (await Host.RunOutsideAsync($"curl --silent --max-time 5 http://{PrivateHost.Address}:8080/")).Should().Be(Greeting);

        await Docker.StartDaemonAsync();
        (await Host.RunOutsideAsync($"curl --silent --max-time 5 http://{PrivateHost.Address}:8080/")).Should().Be(Greeting);
        (await Engine.RefusedAsync("run --name late --network net --publish 8080:80 box true")).Should().Contain("port is already allocated");
    }

    private async Task RunWebAsync(string options)
    {
        await Engine.RunContainerAsync("web", options, $"printf '{Greeting}' >/www/index.html && exec httpd -f -p 80 -h /www");
        await Eventually.TrueAsync(
            async () => (await Engine.TryExecAsync("web", "wget -q -O - http://127.0.0.1/")).ExitCode == 0, () => "httpd does not answer");
    }

    /// <summary>The ports of the host that lead to containers, as the firewall has them: Docker asks no plugin for them, so it shows none.</summary>
    private async Task<IReadOnlyList<string>> HostPortsAsync() =>
        [.. (await Host.RunAsync("nft list ruleset")).Split("tcp . ").Skip(1).Where(element => element.Contains(": 10.30.", StringComparison.Ordinal)).Select(element => element.Split(' ')[0])];
}
