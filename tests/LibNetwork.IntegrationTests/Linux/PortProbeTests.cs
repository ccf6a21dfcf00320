using System.Net;
using System.Net.Sockets;
using LibNetwork.Linux;
using LibNetwork.Linux.Sockets;

namespace LibNetwork.IntegrationTests.Linux;

public sealed class PortProbeTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0", Errno.EADDRINUSE)]
    [InlineData("0.0.0.0", "127.0.0.1", Errno.EADDRINUSE)]
    [InlineData("127.0.0.1", "0.0.0.0", Errno.EADDRINUSE)]
    [InlineData("127.0.0.1", "127.0.0.2", Errno.None)]
    [InlineData("127.0.0.1", "::", Errno.None)]
    [InlineData("::1", "::", Errno.EADDRINUSE)]
    public async Task A_port_that_a_program_listens_on_is_in_use(string listening, string probed, Errno expected)
    {
        await using var host = await TestHost.CreateAsync();
        await using var tcp = await NetcatServer.TcpAsync(host.Namespace, listening, 8080);
        await using var udp = await NetcatServer.UdpAsync(host.Namespace, listening, 8080);

        (await ProbeAsync(host, ProtocolType.Tcp, probed)).Should().Be(expected);
        (await ProbeAsync(host, ProtocolType.Udp, probed)).Should().Be(expected);
        tcp.Log.Should().NotContain("Connection received");
    }

    [Fact]
    public async Task A_probe_leaves_nothing_behind_and_looks_into_one_namespace_alone()
    {
        await using var host = await TestHost.CreateAsync();
        await using var elsewhere = await TestHost.CreateAsync();
        await using var server = await NetcatServer.TcpAsync(elsewhere.Namespace, "0.0.0.0", 8080);

        (await ProbeAsync(host, ProtocolType.Tcp, "0.0.0.0")).Should().Be(Errno.None);
        (await ProbeAsync(host, ProtocolType.Tcp, "0.0.0.0")).Should().Be(Errno.None);
        (await ProbeAsync(host, (ProtocolType)132, "0.0.0.0")).Should().Be(Errno.None, "nobody listens, or nobody can");
        host.Run("ss -Hltun").Should().BeEmpty();
    }

    [Fact]
    public async Task An_address_of_another_machine_is_not_available()
    {
        await using var host = await TestHost.CreateAsync();

        (await ProbeAsync(host, ProtocolType.Tcp, "192.0.2.1")).Should().Be(Errno.EADDRNOTAVAIL);
    }

    [Fact]
    public async Task What_a_past_connection_holds_is_free()
    {
        await using var host = await TestHost.CreateAsync();
        await using (await NetcatServer.TcpAsync(host.Namespace, "127.0.0.1", 8080))
        {
            // The server's end closes first, and lingers.
            host.Run("(sleep 1) | timeout 5 nc -n 127.0.0.1 8080 & sleep 0.3");
        }

        host.Run("ss -Htan state all sport = :8080 or dport = :8080").Should().NotBeEmpty();
        (await ProbeAsync(host, ProtocolType.Tcp, "0.0.0.0")).Should().Be(Errno.None);
    }

    private static ValueTask<Errno> ProbeAsync(TestHost host, ProtocolType protocol, string address) =>
        host.Namespace.RunAsync(() => PortProbe.TryBind(protocol, IPAddress.Parse(address), 8080));
}
