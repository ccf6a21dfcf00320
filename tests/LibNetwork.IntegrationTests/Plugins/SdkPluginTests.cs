using System.Diagnostics;
using LibNetwork.DriverApi;
using LibNetwork.IntegrationTests.Daemon;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>The engine against a C# driver in another process: <c>samples/HelloDriver</c>, served by the SDK.</summary>
public sealed class SdkPluginTests
{
    [Fact]
    public async Task Sandboxes_reach_each_other_through_HelloDriver_and_through_its_restarts()
    {
        await using var host = await PluginHost.StartAsync();
        using (var hello = await StartAsync(host))
        {
            var network = await host.NetworkAsync("net", "hello");
            network.Scope.Should().Be(Scope.Local);
            (await host.ConnectAsync("net", "one")).InterfaceName.Should().Be("eth0");
            await host.ConnectAsync("net", "two");
            host.Reaches("one", "two").Should().BeTrue();
            (await Programs.EndAsync(hello, "TERM")).Should().Be(0);
        }

        host.Controller.ListPlugins().Single(plugin => plugin.Name == "hello").Address.Should().BeEmpty("it has taken its socket away");
        host.Reaches("one", "two").Should().BeTrue();
        var connecting = host.ConnectAsync("net", "three"); // It waits for the plugin to come back.
        using (var hello = await StartAsync(host))
        {
            await connecting;
            host.Reaches("three", "one").Should().BeTrue();
            await Programs.EndAsync(hello, "KILL");
            await host.RestartAsync();
            host.Reaches("three", "one").Should().BeTrue();
        }

        using (var hello = await StartAsync(host))
        {
            await host.DeleteAllAsync();
            (await Programs.EndAsync(hello, "TERM")).Should().Be(0);
        }
    }

    // It listens in /run/docker/plugins: one of its own, which leads to the directory that the engine looks in.
    private static async Task<Process> StartAsync(PluginHost host)
    {
        var start = $"mount -t tmpfs tmpfs /run && mkdir -p /run/docker/plugins && mount --bind {host.Plugin.Sockets} /run/docker/plugins && exec {Programs.HelloDriver}";
        var process = Programs.Start("nsenter", [$"--net={host.Host.Pin}", "unshare", "--mount", "--propagation", "private", "sh", "-c", start]);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        await PluginHost.EventuallyAsync(() => File.Exists(Path.Combine(host.Plugin.Sockets, "hello.sock")) || process.HasExited, "it listens");
        process.HasExited.Should().BeFalse();
        return process;
    }
}
