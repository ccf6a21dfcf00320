using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Bridge;

/// <summary>Our IPAM driver as <c>--ipam-driver</c>, for our bridge driver and for Docker's own.</summary>
public sealed class OurIpamTests(BridgeFixture docker) : BridgeTest(docker)
{
    [Fact]
    public async Task Networks_without_a_subnet_get_one_that_nobody_has()
    {
        await CreateNetworkAsync("first", OurIpam);
        await CreateNetworkAsync("second", OurIpam);

        string[] subnets = [await SubnetAsync("first"), await SubnetAsync("second"), await SubnetAsync("bridge")];
        subnets.Should().OnlyHaveUniqueItems().And.NotContain("");
        await Engine.RunContainerAsync("one", "--network first");
        (await Engine.ExecAsync("one", $"ping -c 1 -W 5 {PrivateHost.OutsideAddress}")).Should().Contain("1 packets received");
    }

    [Fact]
    public async Task Dockers_own_bridge_takes_its_addresses_from_our_allocator()
    {
        await Engine.DockerAsync($"network create {OurIpam} --subnet 10.30.0.0/24 --gateway 10.30.0.1 --ip-range 10.30.0.64/26 dockers");
        await Engine.RunContainerAsync("one", "--network dockers");
        await Engine.RunContainerAsync("two", "--network dockers --ip 10.30.0.200");

        (await Engine.AddressAsync("one", "dockers")).Should().MatchRegex("^10\\.30\\.0\\.(6[4-9]|[789][0-9]|1[01][0-9]|12[0-7])$");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 one");
        (await Engine.RefusedAsync("run --network dockers --ip 10.30.0.200 box true")).Should().Contain("Address already in use");
    }

    [Fact]
    public async Task Containers_that_start_at_once_get_different_addresses_and_reach_each_other()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/24");
        string[] names = [.. Enumerable.Range(1, 6).Select(number => $"box{number}")];

        await Task.WhenAll(names.Select(name => Engine.RunContainerAsync(name, "--network net")));

        var addresses = await Task.WhenAll(names.Select(name => Engine.AddressAsync(name, "net")));
        addresses.Should().OnlyHaveUniqueItems().And.NotContain("");
        await Engine.ExecAsync("box1", string.Join(" && ", names.Select(name => $"ping -c 1 -W 5 {name}")));
    }

    [Fact]
    public async Task Addresses_that_containers_have_are_remembered_through_a_restart_of_both_sides()
    {
        await CreateNetworkAsync("net", $"{OurIpam} --subnet 10.30.0.0/29 --gateway 10.30.0.1");
        await Engine.RunContainerAsync("one", "--network net --restart always");
        await Engine.RunContainerAsync("two", "--network net --restart always");

        await Engine.EndDaemonAsync("KILL");
        await Docker.RestartDaemonAsync("KILL");
        await Engine.StartDaemonAsync();
        foreach (var name in (string[])["one", "two"])
        {
            await Eventually.TrueAsync(async () => await Engine.InspectAsync(name, "{{.State.Running}}") == "true", () => $"{name} does not run");
        }

        // 10.30.0.2 to 10.30.0.6 are five; no more and no less of them can be had.
        foreach (var name in (string[])["three", "four", "five"])
        {
            await Engine.RunContainerAsync(name, "--network net");
        }

        (await Engine.InspectAsync("net", "{{range .Containers}}{{.IPv4Address}} {{end}}")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order()
            .Should().Equal("10.30.0.2/29", "10.30.0.3/29", "10.30.0.4/29", "10.30.0.5/29", "10.30.0.6/29");
        (await Engine.RefusedAsync("run --network net box true")).Should().Contain("no available");
    }

    private Task<string> SubnetAsync(string network) => Engine.InspectAsync(network, "{{(index .IPAM.Config 0).Subnet}}");
}
