using LibNetwork.IntegrationTests.Daemon;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>Node discovery from the daemon's flags to a driver in another process (H-031, H-032, B-051, B-052).</summary>
public sealed class PluginDiscoveryTests
{
    [Fact]
    public async Task A_plugin_is_told_the_nodes_of_a_watched_file_and_again_when_it_restarts()
    {
        var directory = Directory.CreateTempSubdirectory("plugins-").FullName;
        var nodes = Path.Combine(directory, "nodes");
        await File.WriteAllTextAsync(nodes, "127.0.0.1:2377\n10.0.0.2:2377\n");
        await using var host = await DaemonHost.StartAsync(
            ["--plugin-socket-directory", directory, "--plugin-spec-directory", directory, "--discovery", $"file://{nodes}", "--node-leave-delay", "0"]);
        using var plugin = new PluginProcess(host.Host, sockets: directory);
        await plugin.StartAsync();
        (await host.DnetAsync("network create -d raw --subnet 10.9.0.0/24 net")).ExitCode.Should().Be(0);
        await HearsAsync(plugin, "DiscoverNew", Node("127.0.0.1", self: true), Node("10.0.0.2"));
        (await host.DnetAsync("node ls --format {{.Address}}={{.Self}}")).Output.Should().Be("127.0.0.1=yes\n10.0.0.2=\n");

        // A file that makes no sense changes nothing; a good one does.
        await File.WriteAllTextAsync(nodes, "127.0.0.1\nnonsense\n");
        await Task.Delay(1500);
        await File.WriteAllTextAsync(nodes, "127.0.0.1\n10.0.0.3\n");
        await HearsAsync(plugin, "DiscoverNew", Node("127.0.0.1", self: true), Node("10.0.0.2"), Node("10.0.0.3"));
        await HearsAsync(plugin, "DiscoverDelete", Node("10.0.0.2"));

        plugin.Kill();
        plugin.ForgetCalls();
        await plugin.StartAsync();
        (await host.DnetAsync("network create -d raw --subnet 10.10.0.0/24 other")).ExitCode.Should().Be(0);
        await HearsAsync(plugin, "DiscoverNew", Node("127.0.0.1", self: true), Node("10.0.0.3"));
        (await host.DnetAsync("network rm net other")).ExitCode.Should().Be(0);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_daemon_that_is_told_nonsense_does_not_start_and_says_all_of_it()
    {
        var result = await Programs.RunAsync(Programs.Dnetd,
            ["--validate", "--discovery", "nodes://10.0.0.1,web", "--advertise-address", "0.0.0.0", "--node-leave-delay", "3601"]);
        result.ExitCode.Should().NotBe(0);
        result.Error.Should().Contain("\"web\" is not an IP address, with or without a port").And.Contain("\"0.0.0.0\" is not an IP address of a node")
            .And.Contain("\"3601\" is not a number from 0 to 3600");
    }

    private static string Node(string address, bool self = false) =>
        $$$"""{"DiscoveryType":1,"DiscoveryData":{"Address":"{{{address}}}","BindAddress":"","Self":{{{(self ? "true" : "false")}}}}}""";

    private static async Task HearsAsync(PluginProcess plugin, string method, params string[] bodies)
    {
        for (var attempt = 0; attempt < 1500 && !plugin.BodiesOf("NetworkDriver." + method).SequenceEqual(bodies); attempt++)
        {
            await Task.Delay(20);
        }

        plugin.BodiesOf("NetworkDriver." + method).Should().Equal(bodies);
    }
}
