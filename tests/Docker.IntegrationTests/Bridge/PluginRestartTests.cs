using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Bridge;

/// <summary>The plugin goes and comes back: what ran goes on, and what comes after finds everything in its place.</summary>
public sealed class PluginRestartTests(BridgeFixture docker) : BridgeTest(docker)
{
    [Theory]
    [InlineData("TERM", "")]
    [InlineData("TERM", OurIpam)]
    [InlineData("KILL", "")]
    [InlineData("KILL", OurIpam)]
    public async Task A_connection_goes_on_while_the_plugin_restarts_and_others_come_and_go(string signal, string ipam)
    {
        await CreateNetworkAsync("net", $"{ipam} --subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("server", "--network net", "exec nc -ll -p 7 -e cat");
        await Engine.RunContainerAsync("client", "--network net");
        await using var connection = await ConnectAsync("client", "server");

        await Docker.EndDaemonAsync(signal);
        await EchoAsync(connection, "while it is away");
        await Docker.StartDaemonAsync();
        await EchoAsync(connection, "when it is back");

        await Engine.RunContainerAsync("late", "--network net");
        await Engine.ExecAsync("late", "ping -c 1 -W 5 server");
        var addresses = new[] { await Engine.AddressAsync("server", "net"), await Engine.AddressAsync("client", "net"), await Engine.AddressAsync("late", "net") };
        addresses.Should().OnlyHaveUniqueItems().And.NotContain("");

        await Engine.DockerAsync("network disconnect net late");
        await Engine.DockerAsync("network connect net late");
        await Engine.ExecAsync("late", "ping -c 1 -W 5 client");
        await EchoAsync(connection, "to the end");
        await Engine.DockerAsync("network disconnect net server");
        (await Engine.TryExecAsync("late", $"ping -c 1 -W 1 {addresses[0]}")).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task Containers_and_networks_are_removed_by_a_plugin_that_was_killed_in_between()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("one", "--network net");

        await Docker.RestartDaemonAsync("KILL");

        await Engine.DockerAsync("rm --force one");
        await Engine.DockerAsync("network rm net");
        (await Host.LinksAsync()).Should().NotContain(link => link.StartsWith("br-", StringComparison.Ordinal) || link.StartsWith("veth", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_plugin_is_away_Docker_says_so_and_what_was_refused_works_afterwards()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("one", "--network net");
        await Docker.EndDaemonAsync("TERM");

        (await Engine.RefusedAsync("run --name late --network net box true")).Should().Contain("dnet");

        await Docker.StartDaemonAsync();
        await Engine.DockerAsync("rm late");
        await Engine.RunContainerAsync("late", "--network net");
        await Engine.ExecAsync("late", "ping -c 1 -W 5 one");
    }

    private async Task<HostProcess> ConnectAsync(string client, string server)
    {
        var connection = await Engine.StartDockerAsync($"exec --interactive {client} nc {server} 7");
        await EchoAsync(connection, "the first line");
        return connection;
    }

    private static async Task EchoAsync(HostProcess connection, string line)
    {
        await connection.WriteLineAsync(line);
        await connection.WaitForLogAsync(line);
    }
}
