using System.Net;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>Configurations, defaults, pruning and the state of pools, over HTTP and the command line.</summary>
public sealed class NetworkConfigurationApiTests
{
    [Fact] // C-050, C-051, I-065, I-069
    public async Task A_configuration_makes_no_bridge_and_a_network_made_from_it_does()
    {
        await using var host = await DaemonHost.StartAsync();
        (await host.DnetAsync("network create --config-only --subnet 10.7.0.0/24 -o com.docker.network.driver.mtu=1400 plan")).ExitCode.Should().Be(0);
        host.Host.LinkNames().Should().Equal("lo");

        (await host.DnetAsync("network create --config-from plan web")).ExitCode.Should().Be(0);
        var web = await host.Client.InspectNetworkAsync("web");
        (web.ConfigFrom.Network, web.ConfigOnly, web.Ipam.Config!.Single().Subnet, web.Driver).Should().Be(("plan", false, "10.7.0.0/24", "bridge"));
        host.Host.Run($"ip -o link show br-{web.Id[..12]}").Should().Contain("mtu 1400");
        var plan = await host.Client.InspectNetworkAsync("plan");
        (plan.ConfigOnly, plan.Driver, plan.Scope, plan.Status).Should().Be((true, "null", "local", null));

        (await host.RefusedAsync("DELETE", "/networks/plan")).Should().Be((HttpStatusCode.Forbidden, "configuration network \"plan\" is in use"));
        await host.RestartAsync("KILL");
        (await host.RefusedAsync("DELETE", "/networks/plan")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await host.DnetAsync("network rm web plan")).ExitCode.Should().Be(0);
    }

    [Theory] // C-040, C-044, C-048
    [InlineData("""{"Name":"a","ConfigOnly":true,"Internal":true}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"Name":"a","ConfigFrom":{"Network":"nope"}}""", HttpStatusCode.NotFound)]
    [InlineData("""{"Name":"a","Scope":"swarm"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"Name":"a","Scope":"planet"}""", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_has_dockers_status_and_changes_nothing(string body, HttpStatusCode status)
    {
        await using var host = await DaemonHost.StartAsync();
        var before = await host.StateAsync();
        (await host.RefusedAsync("POST", "/networks/create", body)).Status.Should().Be(status);
        (await host.StateAsync()).Should().Be(before);
    }

    [Fact] // E-066, E-067, I-073
    public async Task An_inspected_network_says_how_full_its_pools_are()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.SendAsync("POST", "/networks/create", """
            {"Name":"web","EnableIPv6":true,"IPAM":{"Config":[
              {"Subnet":"192.168.0.0/24","IPRange":"192.168.0.64/31","Gateway":"192.168.0.1","AuxiliaryAddresses":{"in":"192.168.0.65","out":"192.168.0.128"}},
              {"Subnet":"2001:db8:abcd::/64","Gateway":"2001:db8:abcd::1","IPRange":"2001:db8:abcd::/120","AuxiliaryAddresses":{"a":"2001:db8:abcd::2a","b":"2001:db8:abcd::8000"}}]}}
            """);
        (await StatusAsync()).Should().Be("5 1 4 253");
        await host.Client.CreateEndpointAsync(new EndpointCreateRequest { Network = "web", Name = "dynamic" });
        (await StatusAsync()).Should().Be("6 0 5 252");
        await host.Client.CreateEndpointAsync(new EndpointCreateRequest
        {
            Network = "web", Name = "fixed",
            EndpointConfig = new EndpointSettings { IpamConfig = new EndpointIpamConfig { IPv4Address = "192.168.0.129", IPv6Address = "2001:db8:abcd::ffff" } },
        });
        (await StatusAsync()).Should().Be("7 0 6 252");
        (await host.SendAsync("GET", "/v1.51/networks/web")).Body.Should().NotContain("Status");
        await host.RestartAsync("KILL");
        (await StatusAsync()).Should().Be("7 0 6 252", "all of it is taken again");

        async Task<string> StatusAsync() => string.Join(' ', (await host.Client.InspectNetworkAsync("web")).Status!.Ipam.Subnets.Values
            .Select(subnet => $"{subnet.AddressesInUse} {subnet.DynamicAddressesAvailable}"));
    }

    [Fact] // C-171
    public async Task Options_of_the_daemon_are_those_of_every_new_network_of_the_driver()
    {
        await using var host = await DaemonHost.StartAsync(["--default-network-opt", "bridge=com.docker.network.driver.mtu=1400"]);
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        var web = await host.Client.InspectNetworkAsync("web");
        web.Options["com.docker.network.driver.mtu"].Should().Be("1400");
        host.Host.Run($"ip -o link show br-{web.Id[..12]}").Should().Contain("mtu 1400");
    }

    [Fact] // C-060, I-064, I-084, I-095
    public async Task Unused_networks_are_pruned()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.DnetAsync("network create --label stage=test one");
        await host.DnetAsync("network create --label stage=prod two");
        await host.DnetAsync("network create used");
        await host.DnetAsync("sandbox create app");
        await host.DnetAsync("network connect used app");

        (await host.SendAsync("POST", "/networks/prune?filters=" + Uri.EscapeDataString("""{"until":["1h"]}"""))).Should().Be((HttpStatusCode.OK, """{"NetworksDeleted":null}"""));
        (await host.RefusedAsync("POST", "/networks/prune?filters=" + Uri.EscapeDataString("""{"until":["1h","2h"]}""")))
            .Should().Be((HttpStatusCode.BadRequest, "more than one until filter specified"));
        (await host.DnetAsync("network prune -f --filter label!=stage=prod")).Output.Should().Be("Deleted Networks:\none\n");
        (await host.DnetAsync(["network", "prune"], input: "n\n")).ExitCode.Should().Be(1);
        (await host.DnetAsync(["network", "prune"], input: "y\n")).Output.Should().Be("Deleted Networks:\ntwo\n");
        (await host.Client.ListNetworksAsync()).Select(network => network.Name).Should().Equal("used");
    }
}
