using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.Linux.Namespaces;
using LibNetwork.PortMapping;

namespace LibNetwork.IntegrationTests.Firewall;

/// <summary>A host with a firewall, bridges, containers, and a neighbour outside; made by <c>ip</c>, so that nothing but the firewall is tested.</summary>
internal sealed class FirewallLab : IAsyncDisposable
{
    // Nobody can be asked for a neighbour's address before the asker's own link-local address has been probed for a second.
    private const string WithoutDuplicateDetection = "sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0";

    private int _links;

    private FirewallLab(TestHost host, NftablesFirewall firewall, NetworkNamespace outside)
    {
        (Host, Firewall, Outside) = (host, firewall, outside);
    }

    internal const string Instance = "00c0ffee";

    /// <summary>The neighbour's addresses; the host's beside them end in 1.</summary>
    internal const string OutsideIPv4 = "192.0.2.2";

    internal const string OutsideIPv6 = "2001:db8::2";

    internal TestHost Host { get; }

    internal NftablesFirewall Firewall { get; }

    /// <summary>A neighbour with routes to every container through the host.</summary>
    internal NetworkNamespace Outside { get; }

    internal static async Task<FirewallLab> CreateAsync(FirewallOptions? options = null)
    {
        var host = await TestHost.CreateAsync();
        var outside = await host.AddNamespaceAsync("outside");
        TestHost.RunIn(outside, WithoutDuplicateDetection);
        host.Run($"""
            {WithoutDuplicateDetection}
            sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
            ip link add wan type veth peer name eth0 netns {PathOf(outside)}
            ip address add 192.0.2.1/24 dev wan
            ip address add 2001:db8::1/64 dev wan nodad
            ip link set wan up
            """);
        TestHost.RunIn(outside, $"""
            ip link set lo up
            ip address add {OutsideIPv4}/24 dev eth0
            ip address add {OutsideIPv6}/64 dev eth0 nodad
            ip link set eth0 up
            ip route add 10.0.0.0/8 via 192.0.2.1
            ip route add fd00::/8 via 2001:db8::1
            """);
        return new FirewallLab(host, await NftablesFirewall.OpenAsync(host.Namespace, Instance, portGroup: 0x2000_0001, options ?? new FirewallOptions()), outside);
    }

    /// <summary>A network with the subnets 10.N.0.0/16 and fd00:N::/64, and its bridge, which has the first addresses.</summary>
    internal FirewallNetwork AddBridge(int number)
    {
        var name = $"br-{number}";
        Host.Run($"""
            ip link add {name} type bridge mcast_snooping 0
            ip address add 10.{number}.0.1/16 dev {name}
            ip address add fd00:{number}::1/64 dev {name} nodad
            ip link set {name} up
            """);
        return Network(number);
    }

    internal static FirewallNetwork Network(int number) => new()
    {
        NetworkId = $"{number:x}".PadLeft(64, '0'),
        BridgeName = $"br-{number}",
        IPv4Subnet = IPNetwork.Parse($"10.{number}.0.0/16"),
        IPv6Subnet = IPNetwork.Parse($"fd00:{number}::/64"),
    };

    /// <summary>An endpoint on a bridge with published ports; of its id the last digits are LAST.</summary>
    internal static FirewallEndpoint Endpoint(int bridge, int last, params PublishedPort[] ports) =>
        new($"{bridge:x}{last:x4}".PadLeft(64, 'e'), $"br-{bridge}", ports);

    /// <summary>A port of the host that leads to port 80 of a container.</summary>
    internal static PublishedPort Port(string host, int hostPort, string container, TransportProtocol protocol = TransportProtocol.Tcp) =>
        new(protocol, IPAddress.Parse(host), (ushort)hostPort, IPAddress.Parse(container), 80);

    /// <summary>A container on a bridge, with the addresses 10.N.0.LAST and fd00:N::LAST.</summary>
    internal async Task<NetworkNamespace> AddContainerAsync(int bridge, int last)
    {
        var container = await Host.AddNamespaceAsync($"c{bridge}-{last}");
        var link = $"v{++_links}";
        TestHost.RunIn(container, WithoutDuplicateDetection);
        Host.Run($"""
            ip link add {link} type veth peer name eth0 netns {PathOf(container)}
            ip link set {link} master br-{bridge} up
            """);
        TestHost.RunIn(container, $"""
            ip link set lo up
            ip address add 10.{bridge}.0.{last}/16 dev eth0
            ip address add fd00:{bridge}::{last}/64 dev eth0 nodad
            ip link set eth0 up
            ip route add default via 10.{bridge}.0.1
            ip route add default via fd00:{bridge}::1
            """);
        return container;
    }

    /// <summary>Whether a ping is answered; a neighbour that was never spoken to may need more than a second.</summary>
    internal static bool Reaches(NetworkNamespace from, string address) => TestHost.TryRunIn(from, $"ping -nc1 -W4 {address}").ExitCode == 0;

    /// <summary>Whether a ping stays without an answer.</summary>
    internal static bool IsCutOff(NetworkNamespace from, string address) => TestHost.TryRunIn(from, $"ping -nc1 -W1 {address}").ExitCode != 0;

    /// <summary>How many packets of this source the neighbour has got since <see cref="CountSources"/>.</summary>
    internal int PacketsFrom(string source) => TestHost.JsonIn(Outside, "nft -j list table inet witness").GetProperty("nftables")
        .EnumerateArray().Where(o => o.TryGetProperty("rule", out var rule) && rule.GetProperty("comment").GetString() == source)
        .Sum(o => o.GetProperty("rule").GetProperty("expr").EnumerateArray().Where(e => e.TryGetProperty("counter", out _))
            .Sum(e => e.GetProperty("counter").GetProperty("packets").GetInt32()));

    /// <summary>Lets the neighbour count the packets of these sources.</summary>
    internal void CountSources(params string[] sources)
    {
        TestHost.RunIn(Outside, "nft add table inet witness; nft 'add chain inet witness input { type filter hook input priority 0; }'");
        foreach (var source in sources)
        {
            var family = source.Contains(':') ? "ip6" : "ip";
            TestHost.RunIn(Outside, $"nft 'add rule inet witness input {family} saddr {source} counter comment \"{source}\"'");
        }
    }

    internal string Rules() => Host.Run($"nft list table inet dnet-{Instance}");

    public async ValueTask DisposeAsync()
    {
        await Firewall.DisposeAsync();
        await Host.DisposeAsync();
    }

    private static string PathOf(NetworkNamespace inside) => $"/proc/{Environment.ProcessId}/fd/{inside.Handle.DangerousGetHandle()}";
}
