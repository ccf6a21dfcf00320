using System.Net;
using LibNetwork.Linux.Route;

namespace LibNetwork.IntegrationTests.Linux;

public sealed class RouteMonitorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_others_change_is_told_in_order()
    {
        await using var host = await TestHost.CreateAsync();
        await using var monitor = await RouteMonitor.StartAsync(
            host.Namespace, RouteEvents.Links | RouteEvents.Addresses | RouteEvents.Routes | RouteEvents.Neighbours);

        host.Run("ip link add br0 up type bridge; ip addr add 10.1.0.1/16 dev br0; ip route add 10.7.0.0/16 via 10.1.0.2;"
            + "ip neigh add 10.1.0.3 lladdr 02:42:00:00:00:03 dev br0 nud permanent; ip link del br0");

        await Expect(monitor, e => e is LinkEvent { IsGone: false, Link.Name: "br0" });
        await Expect(monitor, e => e is AddressEvent { IsGone: false, Address.PrefixLength: 16 });
        await Expect(monitor, e => e is RouteTableEvent { IsGone: false } r && r.Route.Destination == IPNetwork.Parse("10.7.0.0/16"));
        await Expect(monitor, e => e is NeighbourEvent { IsGone: false } n && IPAddress.Parse("10.1.0.3").Equals(n.Neighbour.Address));
        await Expect(monitor, e => e is LinkEvent { IsGone: true, Link.Name: "br0" });
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_is_told_that_it_missed_something()
    {
        await using var host = await TestHost.CreateAsync();
        await using var monitor = await RouteMonitor.StartAsync(host.Namespace, RouteEvents.Links);

        host.Run("ip link add br0 type bridge; for i in $(seq 20); do for j in $(seq 200); do echo link set br0 up; echo link set br0 down; done; done | ip -batch -");

        await Expect(monitor, e => e is OverrunEvent);
    }

    [Fact]
    public async Task A_disposed_monitor_ends_and_so_do_its_events()
    {
        await using var host = await TestHost.CreateAsync();
        var monitor = await RouteMonitor.StartAsync(host.Namespace, RouteEvents.Links);

        await monitor.DisposeAsync();
        await monitor.DisposeAsync();

        (await monitor.Events.WaitToReadAsync()).Should().BeFalse();
    }

    private static async Task Expect(RouteMonitor monitor, Func<RouteEvent, bool> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isIt(await monitor.Events.ReadAsync(patience.Token)))
        {
        }
    }
}
