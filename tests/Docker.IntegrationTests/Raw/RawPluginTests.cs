using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Raw;

/// <summary>The harness is a real engine, and a plugin without this project's code works with it: what others are measured by.</summary>
public sealed class RawPluginTests(DockerFixture docker) : IClassFixture<DockerFixture>
{
    private readonly DockerEngine _engine = docker.Engine;

    [Fact]
    public async Task The_engine_is_alone_on_its_host()
    {
        (await _engine.DockerAsync("ps --all --quiet")).Should().BeEmpty();
        (await _engine.DockerAsync("network ls --format {{.Name}}")).Split('\n').Should().BeEquivalentTo("bridge", "host", "none");
        (await _engine.DockerAsync("image ls --format {{.Repository}}")).Should().Be(BoxImage.Name);
        (await _engine.Host.LinksAsync()).Should().Equal("docker0", "lo", "wan0");
    }

    [Fact]
    public async Task A_network_passes_through_a_plugin_and_is_inspected_and_removed()
    {
        await using var plugin = new RawPlugin(_engine.Host, "rawlog", call => Task.FromResult<string?>(call.Method switch
        {
            "Plugin.Activate" => """{"Implements":["NetworkDriver"]}""",
            "NetworkDriver.GetCapabilities" => """{"Scope":"local"}""",
            _ => "{}",
        }));

        var id = await _engine.DockerAsync("network create -d rawlog --subnet 10.11.0.0/24 --gateway 10.11.0.1 -o colour=blue --label for=tests logged");
        (await _engine.DockerAsync("network inspect logged --format {{.Driver}},{{.Scope}},{{.Options}},{{.Labels}},{{.IPAM.Config}}"))
            .Should().Be("rawlog,local,map[colour:blue],map[for:tests],[{10.11.0.0/24  10.11.0.1 map[]}]");
        await _engine.DockerAsync("network rm logged");

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
        var links = await _engine.Host.LinksAsync();
        await using (var plugin = new RawPlugin(_engine.Host, "rawbridge", new RawBridge(_engine.Host).AnswerAsync))
        {
            await _engine.DockerAsync("network create -d rawbridge --subnet 10.11.0.0/24 --gateway 10.11.0.1 rawnet");
            await _engine.DockerAsync("run -d --name raw1 --network rawnet --ip 10.11.0.11 box sleep 600");
            await _engine.DockerAsync("run -d --name raw2 --network rawnet box sleep 600");

            await _engine.DockerAsync("exec raw2 ping -c 1 -W 5 10.11.0.11");
            await _engine.DockerAsync("exec raw2 ping -c 1 -W 5 raw1");

            await _engine.DockerAsync("rm -f raw1 raw2");
            await _engine.DockerAsync("network rm rawnet");
        }

        (await _engine.Host.LinksAsync()).Should().Equal(links);
    }

    [Fact]
    public async Task What_a_plugin_refuses_is_said_by_the_command_line()
    {
        await using var plugin = new RawPlugin(_engine.Host, "rawrefuse", call => Task.FromResult<string?>(call.Method switch
        {
            "Plugin.Activate" => """{"Implements":["NetworkDriver"]}""",
            "NetworkDriver.GetCapabilities" => """{"Scope":"local"}""",
            "NetworkDriver.CreateNetwork" => throw new InvalidOperationException("colour green is sold out"),
            _ => "{}",
        }));

        (await _engine.RefusedAsync("network create -d rawrefuse refused"))
            .Should().Be("Error response from daemon: NetworkDriver.CreateNetwork: colour green is sold out");
        (await _engine.DockerAsync("network ls --quiet --filter name=refused")).Should().BeEmpty();
    }
}
