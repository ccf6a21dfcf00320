using System.Net;
using CsCheck;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.PortMapping;

namespace LibNetwork.Tests.PortMapping;

public sealed class HostPortAllocatorModelTests
{
    private static readonly IPAddress[] HostAddresses =
        [IPAddress.Any, IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"), IPAddress.IPv6Any, IPAddress.Parse("2001:db8::1")];

    private static readonly Gen<WantedPort> WantedPorts =
        from host in Gen.Int[0, 4].Select(i => HostAddresses[i])
        from protocol in Gen.Bool.Select(isTcp => isTcp ? TransportProtocol.Tcp : TransportProtocol.Udp)
        from first in Gen.Int[0, 4]
        from more in Gen.Int[0, 2]
        from port in Gen.UShort[80, 81]
        select new WantedPort(protocol, host, (ushort)first, (ushort)(first == 0 ? 0 : first + more),
            host.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? IPAddress.Parse("10.0.0.2") : IPAddress.Parse("fd00::2"), port);

    /// <summary>Whatever is asked for and given back, no two endpoints hold ports that are in each other's way, and each has what it wanted.</summary>
    [Fact]
    public void No_two_published_ports_are_ever_in_each_others_way() =>
        Gen.Select(Gen.Int[0, 5], WantedPorts.List[0, 4]).List[1, 30].Sample(steps =>
        {
            var allocator = new HostPortAllocator(_ => Errno.None, () => new EphemeralPorts(1, 6, [(5, 5)]));
            var held = new Dictionary<int, PublishedPort[]>();
            foreach (var (endpoint, wanted) in steps)
            {
                var before = held.GetValueOrDefault(endpoint, []);
                var kept = HeldPorts.Match(wanted, before);
                try
                {
                    held[endpoint] = allocator.Allocate($"{endpoint}", wanted, kept);
                    allocator.Release($"{endpoint}", before.Except(held[endpoint]));
                }
                catch (NetworkException)
                {
                    continue;
                }

                if (!held[endpoint].Zip(wanted, (port, want) => want.IsMetBy(port)).All(met => met)
                    || held[endpoint].Zip(kept, (port, had) => had is null || port == had).Contains(false))
                {
                    return false;
                }
            }

            var all = held.Values.SelectMany(ports => ports).ToList();
            return all.Index().All(one => all.Index().All(other => one.Index == other.Index || !AreInEachOthersWay(one.Item, other.Item)));
        });

    private static bool AreInEachOthersWay(PublishedPort one, PublishedPort other) =>
        one.Protocol == other.Protocol && one.HostPort == other.HostPort && one.HostAddress.AddressFamily == other.HostAddress.AddressFamily
        && (one.HostAddress.Equals(other.HostAddress) || IsEvery(one) || IsEvery(other));

    private static bool IsEvery(PublishedPort port) => port.HostAddress.Equals(IPAddress.Any) || port.HostAddress.Equals(IPAddress.IPv6Any);
}
