using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Bridge;

/// <summary>A host on which Docker switched forwarding on itself: there it drops what passes through, except for its own bridges
/// (docs/docker.md, "Forwarding").</summary>
public sealed class ForwardingTests(BridgeFixture docker) : BridgeTest(docker)
{
    private const string Web = "10.30.0.11";

    [Fact]
    public async Task The_rules_of_the_page_let_our_networks_pass_and_keep_them_apart_from_Dockers()
    {
        await RestartEngineOnAHostWithoutForwardingAsync();
        await CreateNetworkAsync("net", "-o com.docker.network.bridge.name=dnet-web --subnet 10.30.0.0/24");
        await Engine.DockerAsync("network create dockers");
        await Engine.RunContainerAsync("web", $"--network net --ip {Web} --publish 8080:80", "exec httpd -f -p 80 -h /www");
        await Engine.RunContainerAsync("ours", "--network net");
        await Engine.RunContainerAsync("theirs", "--network dockers");
        var theirs = await Engine.AddressAsync("theirs", "dockers");

        (await PassesAsync("ours", PrivateHost.OutsideAddress)).Should().BeFalse();

        foreach (var rule in await RulesOfThePageAsync())
        {
            await Host.RunAsync(rule.Replace("eth0", "wan0", StringComparison.Ordinal));
        }

        (await PassesAsync("ours", Web)).Should().BeTrue();
        (await PassesAsync("ours", PrivateHost.OutsideAddress)).Should().BeTrue();
        (await Host.TryRunOutsideAsync($"curl --silent --output /dev/null --max-time 5 http://{PrivateHost.Address}:8080/")).ExitCode.Should().Be(0);
        (await PassesAsync("ours", theirs)).Should().BeFalse();
        (await PassesAsync("theirs", Web)).Should().BeFalse();
    }

    public override async ValueTask DisposeAsync()
    {
        await Host.RunAsync("iptables --policy FORWARD ACCEPT && iptables --flush DOCKER-USER");
        await base.DisposeAsync();
    }

    private async Task RestartEngineOnAHostWithoutForwardingAsync()
    {
        await Engine.EndDaemonAsync();
        await Host.RunAsync("echo 0 >/proc/sys/net/ipv4/ip_forward");
        await Engine.StartDaemonAsync();
        (await Host.RunAsync("iptables --list-rules FORWARD")).Should().StartWith("-P FORWARD DROP");
    }

    private async Task<bool> PassesAsync(string container, string address) =>
        (await Engine.TryExecAsync(container, $"ping -c 1 -W 2 {address}")).ExitCode == 0;

    private static async Task<IReadOnlyList<string>> RulesOfThePageAsync() =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(Programs.Repository, "docs", "docker.md"))).Where(line => line.StartsWith("iptables ", StringComparison.Ordinal))];
}
