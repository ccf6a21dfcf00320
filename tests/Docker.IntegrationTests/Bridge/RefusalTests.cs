namespace Docker.IntegrationTests.Bridge;

/// <summary>What our drivers refuse is read by Docker's users on their terminal, and leaves nothing.</summary>
public sealed class RefusalTests(BridgeFixture docker) : BridgeTest(docker)
{
    [Theory]
    [InlineData("-o com.docker.network.driver.mtu=many", "com.docker.network.driver.mtu")]
    [InlineData("-o com.docker.network.bridge.enable_icc=perhaps", "com.docker.network.bridge.enable_icc")]
    [InlineData("-o com.docker.network.bridge.name=a.name.that.is.much.too.long", "com.docker.network.bridge.name")]
    [InlineData("-o com.docker.network.bridge.name=wan0", "wan0")]
    public async Task A_bad_option_is_named_and_nothing_is_made(string option, string named)
    {
        var error = await Engine.RefusedAsync($"network create -d {BridgeFixture.Driver} --subnet 10.30.0.0/24 {option} net");

        error.Should().StartWith("Error response from daemon: NetworkDriver.CreateNetwork: ").And.Contain(named).And.NotContain("{");
        await AssertNoNetworkAsync();
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        (await Engine.RefusedAsync($"network create -d {BridgeFixture.Driver} -o com.docker.network.driver.mtu=many -o com.docker.network.bridge.enable_icc=perhaps net"))
            .Should().Contain("com.docker.network.driver.mtu").And.Contain("com.docker.network.bridge.enable_icc");
        await AssertNoNetworkAsync();
    }

    [Fact]
    public async Task A_subnet_that_another_network_has_is_refused_by_our_allocator()
    {
        await CreateNetworkAsync("first", $"{OurIpam} --subnet 10.30.0.0/16");

        (await Engine.RefusedAsync($"network create -d {BridgeFixture.Driver} {OurIpam} --subnet 10.30.5.0/24 net"))
            .Should().StartWith("Error response from daemon: IpamDriver.RequestPool: ").And.Contain("overlaps");
        await AssertNoNetworkAsync();
    }

    [Fact]
    public async Task A_subnet_that_another_network_has_is_refused_by_our_driver_whoever_allocated_it()
    {
        await CreateNetworkAsync("first", "--subnet 10.30.0.0/16");

        (await Engine.RefusedAsync($"network create -d {BridgeFixture.Driver} {OurIpam} --subnet 10.30.5.0/24 net"))
            .Should().StartWith("Error response from daemon: NetworkDriver.CreateNetwork: ").And.Contain("networks have overlapping IPv4");
        await AssertNoNetworkAsync();

        // The refused network's pool went back.
        await Engine.DockerAsync("network rm first");
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.5.0/24");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_refused_and_the_one_who_has_it_keeps_it()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("one", "--network net --ip 10.30.0.11");

        (await Engine.RefusedAsync("run --name late --network net --ip 10.30.0.11 box true")).Should().Contain("Address already in use");

        (await Engine.InspectAsync("net", "{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}")).Should().Be("one 10.30.0.11/24");
        (await Engine.ExecAsync("one", "ip -o -4 addr show eth0")).Should().Contain("10.30.0.11/24");
    }

    [Fact]
    public async Task A_network_that_has_no_address_left_says_so()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/30 --gateway 10.30.0.1");
        await Engine.RunContainerAsync("one", "--network net");

        (await Engine.RefusedAsync("run --name late --network net box true")).Should().Contain("no available");

        await Engine.DockerAsync("rm --force one");
        await Engine.RunContainerAsync("two", "--network net");
        (await Engine.AddressAsync("two", "net")).Should().Be("10.30.0.2");
    }

    private async Task AssertNoNetworkAsync()
    {
        (await Engine.DockerAsync("network ls --quiet --filter name=^net$")).Should().BeEmpty();
        (await Engine.DockerAsync("network ls --quiet --filter driver=dnet")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().HaveCount((await Host.LinksAsync()).Count(link => link.StartsWith("br-", StringComparison.Ordinal)));
    }
}
