using System.Net;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>The networks a daemon has from the start, on a real kernel (C-166 to C-169).</summary>
public sealed class PredefinedNetworkApiTests
{
    [Fact] // C-166, C-167
    public async Task A_daemon_has_bridge_host_and_none_from_the_start_and_nobody_removes_them()
    {
        await using var host = await DaemonHost.StartAsync(["--predefined-networks"]);
        (await host.DnetAsync("network ls --format {{.Name}}")).Output.Should().Be("bridge\nhost\nnone\n");
        host.Host.LinkNames().Should().BeEquivalentTo("lo", "dnet0");
        (await host.RefusedAsync("POST", "/networks/create", """{"Name":"host"}"""))
            .Should().Be((HttpStatusCode.Forbidden, "operation is not permitted on predefined host network "));
        (await host.RefusedAsync("DELETE", "/networks/bridge")).Should().Be((HttpStatusCode.Forbidden, "bridge is a pre-defined network and cannot be removed"));
        (await host.DnetAsync("network prune -f")).Output.Should().BeEmpty();

        (await host.DnetAsync("sandbox create app")).ExitCode.Should().Be(0);
        (await host.DnetAsync("network connect bridge app")).ExitCode.Should().Be(0);
        host.Host.Run("ip -br link show master dnet0").Should().NotBeEmpty();
    }

    [Fact] // C-168, C-169
    public async Task The_bridges_device_address_and_range_are_the_daemons_settings()
    {
        await using var host = await DaemonHost.StartAsync(["--predefined-networks", "--bridge", "lan7", "--bip", "10.5.0.1/16", "--fixed-cidr", "10.5.1.0/24"]);
        host.Host.Run("ip -br addr show lan7").Should().Contain("10.5.0.1/16");
        await host.DnetAsync("sandbox create app");
        await host.DnetAsync("network connect bridge app");
        (await host.Client.InspectEndpointAsync("app")).IPv4Address.Should().Be("10.5.1.0/16");
    }

    [Fact] // C-169
    public async Task Without_a_bridge_nothing_is_made_in_the_kernel()
    {
        await using var host = await DaemonHost.StartAsync(["--predefined-networks", "--bridge", "none"]);
        (await host.DnetAsync("network ls --format {{.Name}}")).Output.Should().Be("host\nnone\n");
        host.Host.LinkNames().Should().Equal("lo");
    }

    [Fact] // I-083
    public async Task They_are_built_in_and_never_dangling()
    {
        await using var host = await DaemonHost.StartAsync(["--predefined-networks"]);
        await host.DnetAsync("network create web");
        (await host.DnetAsync("network ls --format {{.Name}} -f type=builtin")).Output.Should().Be("bridge\nhost\nnone\n");
        (await host.DnetAsync("network ls --format {{.Name}} -f type=custom")).Output.Should().Be("web\n");
        (await host.DnetAsync("network ls --format {{.Name}} -f dangling=true")).Output.Should().Be("web\n");
    }

    [Fact]
    public async Task Killed_and_started_again_they_are_the_same_and_what_is_on_them_too()
    {
        await using var host = await DaemonHost.StartAsync(["--predefined-networks"]);
        await host.DnetAsync("sandbox create app");
        await host.DnetAsync("network connect bridge app");
        var before = await host.Client.InspectNetworkAsync("bridge");
        await host.Daemon.EndAsync("KILL");
        await using var again = await DaemonProcess.StartAsync(host.Host, ["--predefined-networks"]);

        var after = await again.Client.InspectNetworkAsync("bridge");
        (after.Id, after.Containers!.Count).Should().Be((before.Id, 1));
        (await again.Client.GetInfoAsync()).StartReport.Should().BeEmpty();
    }
}
