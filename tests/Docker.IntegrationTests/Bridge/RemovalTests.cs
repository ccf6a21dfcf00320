namespace Docker.IntegrationTests.Bridge;

/// <summary>What was removed is gone, from Docker, from the daemon's records and from the kernel.</summary>
public sealed class RemovalTests(BridgeFixture docker) : BridgeTest(docker)
{
    [Fact]
    public async Task When_everything_is_removed_and_the_daemon_stopped_nothing_is_left()
    {
        var links = await Host.LinksAsync();
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24 --ipv6 --subnet fd00:30::/64");
        await CreateNetworkAsync("other", $"{OurIpam} --subnet 10.31.0.0/24 --internal");
        await Engine.RunContainerAsync("one", "--network net --publish 8080:80 --publish 9000:9000/udp");
        await Engine.RunContainerAsync("two", "--network net");
        await Engine.DockerAsync("network connect other two");

        await Engine.RemoveAllAsync();
        (await Docker.Daemon.EndAsync()).Should().Be(0);

        (await Host.LinksAsync()).Should().Equal(links);
        (await Host.RunAsync("nft list tables")).Should().NotContain("dnet");
        (await Host.RunAsync("ls -A /run/docker/plugins")).Should().BeEmpty();
        (await Host.RunAsync("ls -A /run/dnet")).Should().NotContain("pid").And.NotContain("sock");
        (await Host.RunAsync("ls -A /run/dnet/netns")).Should().BeEmpty();
        (await Host.TryRunAsync("grep -l dnetd /proc/[0-9]*/comm")).Output.Should().BeEmpty();

        await Docker.Daemon.DisposeAsync();
        await Docker.StartDaemonAsync();
        Docker.Daemon.Log.Should().NotContain("start:", because: "there is nothing to bring in order");
    }

    [Fact]
    public async Task Subnets_ports_and_bridge_names_can_be_had_again()
    {
        for (var round = 0; round < 2; round++)
        {
            await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24 -o com.docker.network.bridge.name=again0");
            await Engine.RunContainerAsync("one", "--network net --ip 10.30.0.11 --publish 8080:80");
            await Engine.RemoveAllAsync();
        }
    }

    [Fact]
    public async Task A_container_that_was_killed_and_removed_itself_gives_its_address_back()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/29 --gateway 10.30.0.1");

        // Five addresses for nine containers, one after another.
        for (var turn = 0; turn < 9; turn++)
        {
            await Engine.DockerAsync("run --rm --network net box true");
        }
    }
}
