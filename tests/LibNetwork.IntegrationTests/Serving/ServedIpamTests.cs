using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>The IPAM driver in the hands of another engine, beside our own networks.</summary>
public sealed class ServedIpamTests
{
    [Fact]
    public async Task Pools_of_both_engines_never_overlap_across_restarts()
    {
        await using var host = await ServingHost.StartAsync();
        var ours = await host.Controller.CreateNetworkAsync(new NetworkConfig { Name = "ours", Driver = "bridge" });
        var theirs = await host.Ipam.RequestPoolAsync(new PoolRequest { AddressSpace = "LocalDefault" });
        var gateway = await host.Ipam.RequestAddressAsync(theirs.PoolId, null, new Dictionary<string, string> { [NetLabel.RequestAddressType] = NetLabel.Gateway });
        var address = await host.Ipam.RequestAddressAsync(theirs.PoolId, null);
        theirs.Pool.Should().NotBe(ours.IPv4Data[0].Pool!.Value.Network);

        await host.RestartAsync();

        host.Controller.StartReport.Should().BeEmpty();
        var next = await host.Controller.CreateNetworkAsync(new NetworkConfig { Name = "next", Driver = "bridge" });
        next.IPv4Data[0].Pool!.Value.Network.Should().NotBe(theirs.Pool);
        var third = await host.Ipam.RequestAddressAsync(theirs.PoolId, null);
        third.Address.Should().NotBe(gateway.Address).And.NotBe(address.Address);

        await host.Ipam.ReleasePoolAsync(theirs.PoolId);
        await host.RestartAsync();
        var again = await host.Controller.CreateNetworkAsync(new NetworkConfig
        {
            Name = "again",
            Driver = "bridge",
            IpamPools = [new IpamPoolConfig { Subnet = theirs.Pool.ToString() }],
        });
        again.IPv4Data[0].Gateway.Should().Be(gateway.Address, "their addresses went with their pool");
    }

    [Fact]
    public async Task A_pool_of_its_choice_is_none_that_the_host_routes_to()
    {
        await using var host = await ServingHost.StartAsync();
        host.Host.Run("ip link add up0 type veth peer name up1; ip addr add 172.17.0.9/16 dev up0; ip link set up0 up");
        var pool = await host.Ipam.RequestPoolAsync(new PoolRequest { AddressSpace = "LocalDefault" });
        pool.Pool.Should().Be(IPNetwork.Parse("172.18.0.0/16"));
    }
}
