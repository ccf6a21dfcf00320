using LibNetwork.IntegrationTests.Daemon;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>Plugins as people meet them: the daemon's flags, the CLI.</summary>
public sealed class PluginDaemonTests
{
    [Fact]
    public async Task A_daemon_finds_plugins_where_it_is_told_and_the_CLI_shows_them()
    {
        var directory = Directory.CreateTempSubdirectory("plugins-").FullName;
        await using var host = await DaemonHost.StartAsync(
            ["--plugin-socket-directory", directory, "--plugin-spec-directory", directory, "--plugin-timeout", "5"]);
        using var plugin = new PluginProcess(host.Host, sockets: directory);
        await plugin.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(directory, "blue.spec"), "tcp://127.0.0.1:1\n");
        var address = $"unix://{plugin.Sockets}/raw.sock";

        (await host.DnetAsync("plugin ls --format {{.Name}}={{.State}}")).Output.Should().Be("blue=not activated\nraw=not activated\n");
        (await host.DnetAsync("network create -d raw --subnet 10.9.0.0/24 net")).ExitCode.Should().Be(0);
        (await host.DnetAsync("sandbox create one")).ExitCode.Should().Be(0);
        (await host.DnetAsync("network connect net one")).ExitCode.Should().Be(0);
        (await host.DnetAsync("plugin ls --filter state=active -q")).Output.Should().Be("raw\n");
        (await host.DnetAsync("plugin ls --probe --format {{.Name}}:{{.Address}}:{{.Implements}}:{{.State}}")).Output.Should().Be(
            "blue:tcp://127.0.0.1:1::failing: plugin blue: Plugin.Activate: it cannot be reached at tcp://127.0.0.1:1: Connection refused\n"
            + $"raw:{address}:NetworkDriver, IpamDriver:active\n");
        (await host.DnetAsync("network create -d weave other")).Error.Should().Be(
            "dnet: unknown driver \"weave\": could not find plugin weave in v1 plugin registry: plugin not found\n");
        (await host.RefusedAsync("GET", "/network-plugins?filters={\"colour\":[\"red\"]}")).Message.Should().Be("invalid filter 'colour'");

        plugin.Kill();
        File.Delete(Path.Combine(plugin.Sockets, "raw.sock"));
        (await host.DnetAsync("sandbox rm one")).ExitCode.Should().Be(0);
        (await host.DnetAsync("network rm net")).Error.Should().Contain("network net has active endpoints");
        (await host.DnetAsync("network rm --force net")).Output.Should().Be("net\n");
        (await host.DnetAsync("network ls -q")).Output.Should().BeEmpty();
        Directory.Delete(directory, recursive: true);
    }
}
