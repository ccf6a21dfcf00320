using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>A neighbour of the host, with routes to every sandbox, and its way to say a word to a port.</summary>
internal sealed class World
{
    public const string HostIPv4 = "192.0.2.1";

    public const string HostIPv6 = "2001:db8::1";

    public const string IPv4 = "192.0.2.2";

    public const string IPv6 = "2001:db8::2";

    private World(NetworkNamespace inside) => Inside = inside;

    public NetworkNamespace Inside { get; }

    public static async Task<World> CreateAsync(BridgeHost host)
    {
        var inside = await host.Host.AddNamespaceAsync("world");
        host.Host.Run($"""
            ip link add wan type veth peer name eth0 netns {host.PinOf(inside)}
            ip address add {HostIPv4}/24 dev wan
            ip address add 192.0.2.7/32 dev wan
            ip address add {HostIPv6}/64 dev wan nodad
            ip link set wan up
            """);
        TestHost.RunIn(inside, $"""
            sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
            ip address add {IPv4}/24 dev eth0
            ip address add {IPv6}/64 dev eth0 nodad
            ip link set lo up
            ip link set eth0 up
            ip route add 10.0.0.0/8 via {HostIPv4}
            ip route add fd00::/8 via {HostIPv6}
            """);
        return new World(inside);
    }

    /// <summary>Whether a TCP connection from a namespace is taken. More than one is tried: a new port of a bridge needs a moment.</summary>
    public static bool Connects(NetworkNamespace from, string address, int port) =>
        TestHost.TryRunIn(from, $"for i in 1 2 3; do nc -z -n -w 2 {address} {port} && exit; sleep 0.2; done; exit 1").ExitCode == 0;

    /// <summary>Whether a TCP connection from a namespace is refused or not answered.</summary>
    public static bool IsRefused(NetworkNamespace from, string address, int port) =>
        TestHost.TryRunIn(from, $"nc -z -n -w 1 {address} {port}").ExitCode != 0;

    /// <summary>Says a word over TCP.</summary>
    public static void Say(NetworkNamespace from, string address, int port, string word) =>
        TestHost.RunIn(from, $"for i in 1 2 3; do echo {word} | nc -N -n -w 2 {address} {port} && exit; sleep 0.2; done; exit 1");

    /// <summary>Says a word over UDP, a few times.</summary>
    public static void SayDatagram(NetworkNamespace from, string address, int port, string word) =>
        TestHost.TryRunIn(from, $"for i in 1 2 3; do echo {word} | nc -u -n -w 1 {address} {port}; done");
}
