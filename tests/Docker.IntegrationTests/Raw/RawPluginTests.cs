using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Raw;

/// <summary>The harness is a real engine, and a plugin without this project's code works with it: what others are measured by.</summary>
public sealed class RawPluginTests(DockerFixture docker) : DockerTest(docker), IClassFixture<DockerFixture>
{
    private RawPlugin? _plugin;

    [Fact]
    public async Task The_engine_is_alone_on_its_host()
    {
        (await Engine.DockerAsync("ps --all --quiet")).Should().BeEmpty();
        (await Engine.DockerAsync("network ls --format {{.Name}}")).Split('\n').Should().BeEquivalentTo("bridge", "host", "none");
        (await Engine.DockerAsync("image ls --format {{.Repository}}")).Should().Be(BoxImage.Name);
        (await Host.LinksAsync()).Should().Equal("docker0", "lo", "wan0");
    }

    [Fact]
    public async Task A_network_passes_through_a_plugin_and_is_inspected_and_removed()
    {
        var plugin = Serve("rawlog", call => Task.FromResult<string?>(call.Method switch
        {
            "Plugin.Activate" => """{"Implements":["NetworkDriver"]}""",
            "NetworkDriver.GetCapabilities" => """{"Scope":"local"}""",
            _ => "{}",
        }));

        var id = await Engine.DockerAsync("network create -d rawlog --subnet 10.11.0.0/24 --gateway 10.11.0.1 -o colour=blue --label for=tests logged");
        (await Engine.DockerAsync("network inspect logged --format {{.Driver}},{{.Scope}},{{.Options}},{{.Labels}},{{.IPAM.Config}}"))
            .Should().Be("rawlog,local,map[colour:blue],map[for:tests],[{10.11.0.0/24  10.11.0.1 map[]}]");
        await Engine.DockerAsync("network rm logged");

        plugin.Calls.Select(call => call.Method).Should().Equal(
            "Plugin.Activate", "NetworkDriver.GetCapabilities", "NetworkDriver.CreateNetwork", "NetworkDriver.DeleteNetwork");
        plugin.Calls[0].Body.Should().BeEmpty(because: "B-006: a handshake has no body");
        var create = plugin.CallsOf("NetworkDriver.CreateNetwork").Single();
        create.Text("NetworkID").Should().Be(id);
        create.Text("Options", "com.docker.network.generic", "colour").Should().Be("blue");
        plugin.CallsOf("NetworkDriver.DeleteNetwork").Single().Text("NetworkID").Should().Be(id);
    }

    [Fact]
    public async Task Containers_on_a_raw_bridge_reach_each_other_by_address_and_by_name()
    {
        Serve("rawbridge", new RawBridge(Host).AnswerAsync);
        await Engine.DockerAsync("network create -d rawbridge --subnet 10.11.0.0/24 --gateway 10.11.0.1 rawnet");
        await Engine.RunContainerAsync("raw1", "--network rawnet --ip 10.11.0.11");
        await Engine.RunContainerAsync("raw2", "--network rawnet");

        await Engine.ExecAsync("raw2", "ping -c 1 -W 5 10.11.0.11");
        await Engine.ExecAsync("raw2", "ping -c 1 -W 5 raw1");
    }

    [Fact]
    public async Task What_a_plugin_refuses_is_said_by_the_command_line()
    {
        Serve("rawrefuse", call => Task.FromResult<string?>(call.Method switch
        {
            "Plugin.Activate" => """{"Implements":["NetworkDriver"]}""",
            "NetworkDriver.GetCapabilities" => """{"Scope":"local"}""",
            "NetworkDriver.CreateNetwork" => throw new InvalidOperationException("colour green is sold out"),
            _ => "{}",
        }));

        (await Engine.RefusedAsync("network create -d rawrefuse refused"))
            .Should().Be("Error response from daemon: NetworkDriver.CreateNetwork: colour green is sold out");
        (await Engine.DockerAsync("network ls --quiet --filter name=refused")).Should().BeEmpty();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_plugin?.DisposeAsync() ?? default);
    }

    private RawPlugin Serve(string name, Func<RawCall, Task<string?>> answer) => _plugin = new RawPlugin(Host, name, answer);
}
