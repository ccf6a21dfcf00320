using System.Net;

namespace LibNetwork.Tests.Engine;

/// <summary>Pools of the engine's choice keep off what the host uses, at the moment they are taken (C-064, E-059, E-060).</summary>
public sealed class HostNetworkTests
{
    [Fact] // E-059
    public async Task What_the_host_uses_is_asked_for_at_each_allocation()
    {
        IReadOnlyList<IPNetwork> used = [IPNetwork.Parse("172.17.4.0/24")];
        await using var bench = await EngineBench.StartAsync(bench => bench.HostNetworks = () => used);
        (await PoolAsync(bench, "a")).Should().Be("172.18.0.0/16");
        used = [IPNetwork.Parse("172.16.0.0/12")];
        (await PoolAsync(bench, "b")).Should().Be("192.168.0.0/20");
        used = [];
        (await PoolAsync(bench, "c")).Should().Be("172.17.0.0/16");
    }

    [Fact] // E-059: it appeared after it was looked for, before the pool was taken
    public async Task A_network_that_the_host_gets_meanwhile_is_kept_off_too()
    {
        var asked = 0;
        await using var bench = await EngineBench.StartAsync(bench =>
            bench.HostNetworks = () => asked++ == 0 ? [] : [IPNetwork.Parse("172.17.0.0/24")]);
        (await PoolAsync(bench, "a")).Should().Be("172.18.0.0/16");
        (await bench.NetworkAsync("b", "172.17.0.0/16")).IPv4Data.Should().ContainSingle("the first choice was given back");
    }

    [Fact]
    public async Task A_subnet_that_is_asked_for_by_name_is_the_users_own_decision()
    {
        await using var bench = await EngineBench.StartAsync(bench => bench.HostNetworks = () => [IPNetwork.Parse("10.0.0.0/8")]);
        (await bench.NetworkAsync("a", "10.7.0.0/24")).IPv4Data.Single().Pool.ToString().Should().Be("10.7.0.0/24");
    }

    [Fact] // E-059: local IPv4 alone
    public async Task Global_pools_are_not_this_hosts_concern()
    {
        await using var bench = await EngineBench.StartAsync(bench => bench.HostNetworks = () => [IPNetwork.Parse("10.0.0.0/8")]);
        var wide = await bench.Controller.CreateNetworkAsync(EngineBench.Config("a") with { Driver = "wide" });
        wide.IPv4Data.Single().Pool.ToString().Should().Be("10.0.0.0/24");
    }

    [Fact] // E-059
    public void Networks_are_sorted() => LibNetwork.HostNetworks.Sorted(new[] { "192.168.0.0/16", "10.0.0.53/32", "10.0.0.0/8", "9.0.0.0/8", "10.0.0.0/16" }.Select(IPNetwork.Parse))
        .Select(network => network.ToString()).Should().Equal("9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "10.0.0.53/32", "192.168.0.0/16");

    [Fact] // E-059
    public void Name_servers_are_read_from_the_resolvers_configuration() => LibNetwork.HostNetworks.Nameservers(
    [
        "# nameserver 1.2.3.4", "nameserver 10.0.0.53", "  nameserver\t192.168.7.1  # office", "nameserver fe80::1%eth0", "nameserver", "search example.org", "nameserver nonsense",
    ]).Should().Equal(IPAddress.Parse("10.0.0.53"), IPAddress.Parse("192.168.7.1"));

    private static async Task<string> PoolAsync(EngineBench bench, string name) => (await bench.NetworkAsync(name)).IPv4Data.Single().Pool!.Value.Network.ToString();
}
