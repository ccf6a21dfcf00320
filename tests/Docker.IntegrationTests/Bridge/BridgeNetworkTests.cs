using System.Net;

namespace Docker.IntegrationTests.Bridge;

/// <summary>What Docker's users do with networks, through our bridge driver.</summary>
public sealed class BridgeNetworkTests(BridgeFixture docker) : BridgeTest(docker)
{
    [Theory]
    [InlineData("")]
    [InlineData(OurIpam)]
    public async Task Containers_reach_each_other_by_address_and_by_name(string ipam)
    {
        await CreateNetworkAsync("net", $"{ipam} --subnet 10.30.0.0/24 --gateway 10.30.0.1 --ipv6 --subnet fd00:30::/64 --gateway fd00:30::1");
        await Engine.RunContainerAsync("one", "--network net --ip 10.30.0.11 --ip6 fd00:30::11");
        await Engine.RunContainerAsync("two", "--network net");

        await Engine.ExecAsync("two", "ping -c 1 -W 5 10.30.0.11");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 one");
        await Engine.ExecAsync("two", "ping6 -c 1 -W 5 fd00:30::11");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 10.30.0.1");
        await Engine.ExecAsync("two", "ping6 -c 1 -W 5 fd00:30::1");
    }

    [Fact]
    public async Task Docker_shows_the_network_as_it_was_asked_for_and_its_containers()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24 --gateway 10.30.0.254 --label tier=test -o com.docker.network.driver.mtu=1400");
        await Engine.RunContainerWithMacAddressAsync("one", "net", "02:42:0a:1e:00:63", "10.30.0.99");

        (await Engine.InspectAsync("net", "{{.Driver}} {{.Scope}} {{.Labels}} {{.Options}} {{(index .IPAM.Config 0).Subnet}} {{(index .IPAM.Config 0).Gateway}}{{range .Containers}} {{.Name}} {{.IPv4Address}} {{.MacAddress}}{{end}}"))
            .Should().Be("dnet local map[tier:test] map[com.docker.network.driver.mtu:1400] 10.30.0.0/24 10.30.0.254 one 10.30.0.99/24 02:42:0a:1e:00:63");
        (await Engine.ExecAsync("one", "ip -o link show eth0; ip -o -4 addr show eth0; ip route"))
            .Should().Contain("02:42:0a:1e:00:63").And.Contain("10.30.0.99/24").And.Contain("mtu 1400").And.Contain("default via 10.30.0.254");
    }

    [Fact]
    public async Task The_bridge_has_the_name_and_the_gateway_that_were_asked_for()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24 --gateway 10.30.0.254 -o com.docker.network.bridge.name=mybridge");

        (await Host.LinksAsync()).Should().Contain("mybridge");
        (await Host.RunAsync("ip -o -4 addr show mybridge")).Should().Contain("10.30.0.254/24");
    }

    [Fact]
    public async Task Containers_do_not_reach_each_other_where_the_network_forbids_it()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24 --gateway 10.30.0.1 -o com.docker.network.bridge.enable_icc=false");
        await Engine.RunContainerAsync("one", "--network net --ip 10.30.0.11");
        await Engine.RunContainerAsync("two", "--network net");

        (await Engine.TryExecAsync("two", "ping -c 1 -W 1 10.30.0.11")).ExitCode.Should().NotBe(0);
        await Engine.ExecAsync("two", "ping -c 1 -W 5 10.30.0.1");
    }

    [Theory]
    [InlineData("")]
    [InlineData(OurIpam)]
    public async Task Addresses_come_from_the_range_and_leave_out_what_others_have(string ipam)
    {
        await CreateNetworkAsync("net", $"{ipam} --subnet 10.30.0.0/24 --gateway 10.30.0.129 --ip-range 10.30.0.128/29 --aux-address router=10.30.0.130");
        await Engine.RunContainerAsync("one", "--network net");
        await Engine.RunContainerAsync("two", "--network net");

        string[] addresses = [await Engine.AddressAsync("one", "net"), await Engine.AddressAsync("two", "net")];
        addresses.Should().OnlyHaveUniqueItems().And.NotContain("10.30.0.129").And.NotContain("10.30.0.130");
        addresses.Should().OnlyContain(address => IPAddress.Parse(address).GetAddressBytes()[3] >= 128 && IPAddress.Parse(address).GetAddressBytes()[3] <= 135);
        (await Engine.InspectAsync("net", "{{(index .IPAM.Config 0).AuxiliaryAddresses}}")).Should().Be("map[router:10.30.0.130]");
    }

    [Fact]
    public async Task An_internal_network_has_no_way_out()
    {
        await CreateNetworkAsync("net", "--internal --subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("one", "--network net --ip 10.30.0.11");
        await Engine.RunContainerAsync("two", "--network net");

        await Engine.ExecAsync("two", "ping -c 1 -W 5 one");
        (await Engine.ExecAsync("two", "ip route")).Should().NotContain("default");
        (await Engine.TryExecAsync("two", "ping -c 1 -W 1 192.0.2.2")).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task Containers_reach_the_outside_behind_the_hosts_address()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24 --ipv6 --subnet fd00:30::/64");
        await Engine.RunContainerAsync("one", "--network net");

        // The outside has no route to the network: an answer comes back only to the host's own address.
        await Engine.ExecAsync("one", "ping -c 1 -W 5 192.0.2.2");
        await Engine.ExecAsync("one", "ping6 -c 1 -W 5 2001:db8::2");
    }

    [Fact]
    public async Task Running_containers_are_connected_and_disconnected()
    {
        await CreateNetworkAsync("first", "--subnet 10.30.0.0/24");
        await CreateNetworkAsync("second", "--subnet 10.31.0.0/24");
        await Engine.RunContainerAsync("one", "--network first --ip 10.30.0.11");
        await Engine.RunContainerAsync("two", "--network second");
        (await Engine.TryExecAsync("two", "ping -c 1 -W 1 10.30.0.11")).ExitCode.Should().NotBe(0);

        await Engine.DockerAsync("network connect --ip 10.30.0.77 --alias guest first two");
        await Engine.ExecAsync("two", "ping -c 1 -W 5 one");
        await Engine.ExecAsync("one", "ping -c 1 -W 5 guest");
        (await Engine.ExecAsync("two", "ip -o -4 addr show eth1")).Should().Contain("10.30.0.77/24");

        await Engine.DockerAsync("network disconnect first two");
        (await Engine.ExecAsync("two", "ip -o link")).Should().Contain("eth0").And.NotContain("eth1");
        (await Engine.TryExecAsync("two", "ping -c 1 -W 1 10.30.0.11")).ExitCode.Should().NotBe(0);
    }

    [Fact]
    public async Task A_network_in_use_is_not_removed()
    {
        await CreateNetworkAsync("net", "--subnet 10.30.0.0/24");
        await Engine.RunContainerAsync("one", "--network net");

        (await Engine.RefusedAsync("network rm net")).Should().Contain("network net").And.Contain("has active endpoints");

        await Engine.ExecAsync("one", "ping -c 1 -W 5 10.30.0.1");
    }
}
