using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Hello;

/// <summary>A driver in C#, served by the SDK, used by a real Docker Engine.</summary>
public sealed class HelloDriverTests(HelloFixture docker) : DockerTest(docker), IClassFixture<HelloFixture>
{
    [Fact]
    public async Task Containers_reach_each_other_and_the_host_by_address_and_by_name()
    {
        await Engine.DockerAsync("network create -d hello --subnet 10.20.0.0/24 --gateway 10.20.0.1 --ipv6 --subnet fd00:20::/64 --gateway fd00:20::1 net");
        await Engine.RunContainerAsync("one", "--network net --ip 10.20.0.11 --ip6 fd00:20::11");
        await Engine.RunContainerAsync("two", "--network net");

        await Engine.ExecAsync("two", "ping -c 1 -W 5 10.20.0.11");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 one");
        await Engine.ExecAsync("two", "ping6 -c 1 -W 5 fd00:20::11");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 10.20.0.1");
    }

    [Fact]
    public async Task Docker_shows_the_network_as_it_was_asked_for_and_its_containers()
    {
        await Engine.DockerAsync("network create -d hello --subnet 10.20.0.0/24 --label tier=test net");
        await Engine.RunContainerWithMacAddressAsync("one", "net", "02:42:0a:14:00:63", "10.20.0.99");

        (await Engine.InspectAsync("net", "{{.Driver}} {{.Labels}} {{(index .IPAM.Config 0).Subnet}}{{range .Containers}} {{.Name}} {{.IPv4Address}} {{.MacAddress}}{{end}}"))
            .Should().Be("hello map[tier:test] 10.20.0.0/24 one 10.20.0.99/24 02:42:0a:14:00:63");
        (await Engine.ExecAsync("one", "ip -o link show eth0; ip -o -4 addr show eth0")).Should().Contain("02:42:0a:14:00:63").And.Contain("10.20.0.99/24");
    }

    [Fact]
    public async Task Running_containers_are_connected_and_disconnected()
    {
        await Engine.DockerAsync("network create -d hello --subnet 10.20.0.0/24 net");
        await Engine.RunContainerAsync("one", "--network net");
        await Engine.RunContainerAsync("two", "--network none");
        await Engine.DockerAsync("network disconnect none two");

        await Engine.DockerAsync("network connect --alias second net two");
        await Engine.ExecAsync("one", "ping -c 1 -W 5 second");

        await Engine.DockerAsync("network disconnect net two");
        (await Engine.ExecAsync("two", "ip -o link")).Should().NotContain("eth");
        (await Engine.InspectAsync("net", "{{range .Containers}}{{.Name}}{{end}}")).Should().Be("one");
    }

    [Fact]
    public async Task A_network_in_use_is_not_removed()
    {
        await Engine.DockerAsync("network create -d hello net");
        await Engine.RunContainerAsync("one", "--network net");

        (await Engine.RefusedAsync("network rm net")).Should().Contain("has active endpoints");

        await Engine.ExecAsync("one", "ip -o link show eth0");
    }

    [Fact]
    public async Task What_the_driver_could_not_do_is_said_and_nothing_of_it_is_left()
    {
        await Engine.DockerAsync("network create -d hello --subnet 10.20.0.0/24 net");
        var wire = "hello-" + (await Engine.InspectAsync("net", "{{.Id}}"))[..9];
        await Host.RunAsync($"ip link del {wire}");

        (await Engine.RefusedAsync("run --network net box true")).Should().Contain("NetworkDriver.Join").And.Contain("Cannot find device");
        (await Engine.InspectAsync("net", "{{len .Containers}}")).Should().Be("0");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task A_plugin_that_was_restarted_serves_the_containers_of_before(string signal)
    {
        await Engine.DockerAsync("network create -d hello --subnet 10.20.0.0/24 net");
        await Engine.RunContainerAsync("one", "--network net");

        await docker.Plugin.EndAsync(signal);
        File.Exists(Host.PathOf("/run/docker/plugins/hello.sock")).Should().Be(signal == "KILL", because: "a stop takes the socket away, a kill cannot");
        await docker.Plugin.DisposeAsync();
        await docker.StartPluginAsync();

        await Engine.RunContainerAsync("two", "--network net");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 one");
        await Engine.DockerAsync("network disconnect net one");
    }
}
