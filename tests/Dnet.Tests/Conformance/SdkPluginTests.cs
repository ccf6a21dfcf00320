using System.Net;
using LibNetwork.Plugins;

namespace Dnet.Tests.Conformance;

/// <summary>What the SDK serves does all that is demanded.</summary>
public sealed class SdkPluginTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("dnet-sdk-").FullName;

    private string Socket => Path.Combine(_directory, "sdk.sock");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_network_and_an_IPAM_driver_on_a_socket_pass_every_check_and_nothing_stays_in_them()
    {
        var (network, ipam) = (new MemoryNetworkDriver(), new MemoryIpamDriver());
        await using var plugin = await PluginServer.StartAsync(new PluginOptions
        {
            Name = "memory",
            NetworkDriver = network,
            IpamDriver = ipam,
            Listener = PluginListener.UnixSocket(Socket),
        });

        var result = await PluginCheck.RunAsync(Socket, "--restart", "true");

        result.Not("pass").Select(row => $"{row.Result}: {row.Check}: {row.Detail}").Should().Equal("not tried: networks/allocate: the driver's scope is local");
        result.ExitCode.Should().Be(0);
        network.Count.Should().Be(0);
        ipam.Count.Should().Be(0);
    }

    [Fact]
    public async Task They_pass_over_TCP_by_a_spec_file()
    {
        await using var plugin = await PluginServer.StartAsync(new PluginOptions
        {
            Name = "memory",
            NetworkDriver = new MemoryNetworkDriver(),
            IpamDriver = new MemoryIpamDriver(),
            Listener = PluginListener.Tcp(new IPEndPoint(IPAddress.Loopback, 0), _directory),
        });

        var result = await PluginCheck.RunAsync("memory", "--spec-directory", _directory, "--socket-directory", _directory);

        result.Names("fail").Concat(result.Names("warn")).Should().BeEmpty();
        result.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task They_pass_a_restart_that_makes_them_forget()
    {
        var flag = Path.Combine(_directory, "restart");
        var options = new PluginOptions { Name = "memory", Listener = PluginListener.UnixSocket(Socket) };
        var plugin = await PluginServer.StartAsync(options with { NetworkDriver = new MemoryNetworkDriver(), IpamDriver = new MemoryIpamDriver() });
        using var stop = new CancellationTokenSource();
        var restarting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (File.Exists(flag))
                {
                    await plugin.DisposeAsync();
                    plugin = await PluginServer.StartAsync(options with { NetworkDriver = new MemoryNetworkDriver(), IpamDriver = new MemoryIpamDriver() });
                    File.Delete(flag);
                }

                await Task.Delay(10);
            }
        });

        var result = await PluginCheck.RunAsync(Socket, "--only", "restart", "--restart", $"touch {flag}; while [ -e {flag} ]; do sleep 0.02; done");

        await stop.CancelAsync();
        await restarting;
        await plugin.DisposeAsync();
        result.Rows.Should().OnlyContain(row => row.Result == "pass").And.HaveCount(3);
    }
}
