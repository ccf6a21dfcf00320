using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Bridge;

/// <summary>The engine goes and comes back, with its containers or without them, and the whole machine with it.</summary>
public sealed class EngineRestartTests(BridgeFixture docker) : BridgeTest(docker)
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task An_engine_that_restarts_finds_its_networks_and_starts_its_containers_again(string signal)
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24 --gateway 10.30.0.1");
        await Engine.RunContainerAsync("one", "--network net --restart always");
        await Engine.RunContainerAsync("two", "--network net --restart always --ip 10.30.0.77");

        await Engine.EndDaemonAsync(signal);
        await Engine.StartDaemonAsync();
        await RunningAsync("one");
        await RunningAsync("two");

        await Engine.ExecAsync("one", "ping -c 1 -W 5 two");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 10.30.0.1");
        await Engine.RunContainerAsync("late", "--network net");
        await Engine.ExecAsync("late", "ping -c 1 -W 5 one");
        new[] { await Engine.AddressAsync("one", "net"), await Engine.AddressAsync("two", "net"), await Engine.AddressAsync("late", "net") }
            .Should().OnlyHaveUniqueItems().And.Contain("10.30.0.77").And.NotContain("");
    }

    [Fact]
    public async Task Containers_that_outlive_the_engine_stay_connected()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24");
        await OutliveAsync(true);
        try
        {
            await Engine.RunContainerAsync("server", "--network net", "exec nc -ll -p 7 -e cat");
            await Engine.RunContainerAsync("client", "--network net");
            var address = await Engine.AddressAsync("server", "net");

            await Engine.EndDaemonAsync("KILL");
            await Engine.StartDaemonAsync();

            await Engine.ExecAsync("client", $"ping -c 1 -W 5 {address}");
            await Engine.RunContainerAsync("late", "--network net");
            await Engine.ExecAsync("late", $"ping -c 1 -W 5 {address}");
            (await Engine.AddressAsync("late", "net")).Should().NotBe(address);
        }
        finally
        {
            await Engine.RemoveAllAsync();
            await OutliveAsync(false);
        }
    }

    [Fact]
    public async Task An_engine_that_boots_without_its_plugin_works_again_when_the_plugin_is_there()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("one", "--network net --ip 10.30.0.11");

        await Engine.EndDaemonAsync();
        await Docker.EndDaemonAsync("TERM");
        await Engine.StartDaemonAsync();
        (await Engine.DockerAsync("network ls --format {{.Name}}")).Should().Contain("net");
        await Docker.StartDaemonAsync();

        await Engine.DockerAsync("start one");
        await Engine.RunContainerAsync("two", "--network net");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 10.30.0.11");
    }

    [Fact]
    public async Task After_a_reboot_the_networks_are_there_again()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24 --gateway 10.30.0.1");
        await Engine.RunContainerAsync("one", "--network net --restart always --publish 8080:80");

        await Engine.EndDaemonAsync("KILL");
        await Docker.EndDaemonAsync("KILL");
        await RebootAsync();
        await Docker.StartDaemonAsync();
        await Engine.StartDaemonAsync();
        await RunningAsync("one");

        await Engine.ExecAsync("one", "ping -c 1 -W 5 10.30.0.1");
        await Engine.RunContainerAsync("two", "--network net");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 one");
    }

    private Task RunningAsync(string container) => Eventually.TrueAsync(
        async () => await Engine.InspectAsync(container, "{{.State.Running}}") == "true", () => $"{container} does not run");

    private async Task OutliveAsync(bool outlive)
    {
        Engine.LiveRestore = outlive;
        await Engine.EndDaemonAsync();
        await Engine.StartDaemonAsync();
    }

    /// <summary>What a reboot leaves of a host: the disk. Another boot has another id.</summary>
    private async Task RebootAsync()
    {
        var bootId = Path.Combine(Host.Directory, "boot-id");
        await File.WriteAllTextAsync(bootId, $"{Guid.NewGuid()}\n");
        await Host.RunAsync($"""
            for process in $(grep -lE "^(sleep|containerd-shim)" /proc/[0-9]*/comm | cut -d/ -f3); do kill -KILL $process; done
            for link in $(ip -brief link | grep -oE '^(br-|veth|docker0)[^ @]*'); do ip link del $link; done
            nft flush ruleset
            for directory in /run/docker /run/dnet; do mount -t tmpfs tmpfs $directory; done
            mount --bind {bootId} /proc/sys/kernel/random/boot_id
            """);
    }
}
