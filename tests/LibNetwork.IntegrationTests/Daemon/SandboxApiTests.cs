using System.Net;
using System.Net.Sockets;
using System.Text;
using LibNetwork.Api;
using LibNetwork.IntegrationTests.Engine;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>Sandboxes by way of the daemon: ports, external keys and the hook that names them, statistics, renaming (C-113, C-138 to C-142, C-163, C-164).</summary>
public sealed class SandboxApiTests
{
    [Fact]
    public async Task Ports_are_asked_for_in_dockers_notation_and_shown_where_they_are()
    {
        await using var host = await DaemonHost.StartAsync();
        (await host.DnetAsync("network create --subnet 10.1.0.0/24 web")).ExitCode.Should().Be(0);
        (await host.DnetAsync("sandbox create -p 8080:80 -p 127.0.0.1::53/udp --expose 9/sctp --hostname h --add-host db:10.0.0.1 app")).ExitCode.Should().Be(0);
        (await host.Client.InspectSandboxAsync("app")).Ports.Should().BeEquivalentTo(new Dictionary<string, IReadOnlyList<HostPort>?> { ["80/tcp"] = null, ["53/udp"] = null, ["9/sctp"] = null });
        (await host.DnetAsync("network connect web app")).ExitCode.Should().Be(0);

        var sandbox = await host.Client.InspectSandboxAsync("app");
        sandbox.Ports["80/tcp"].Should().Equal(new HostPort { HostIP = "0.0.0.0", Port = "8080" });
        sandbox.Ports["53/udp"].Should().ContainSingle().Which.HostIP.Should().Be("127.0.0.1");
        sandbox.Ports["9/sctp"].Should().BeNull();
        (sandbox.Hostname, sandbox.ExtraHosts.Single()).Should().Be(("h", "db:10.0.0.1"));
        (await host.DnetAsync("sandbox ls")).Output.Should().Contain("0.0.0.0:8080->80/tcp");

        (await host.DnetAsync("sandbox refresh -p 8081:80 app")).ExitCode.Should().Be(0);
        (await host.Client.InspectSandboxAsync("app")).Ports["80/tcp"]!.Single().Port.Should().Be("8081");
        (await host.DnetAsync("sandbox rename app shop")).ExitCode.Should().Be(0);
        (await host.DnetAsync("sandbox stats shop")).Output.Should().StartWith("INTERFACE   RX BYTES").And.Contain("eth0");
        (await host.Client.GetSandboxStatisticsAsync("shop")).Networks.Keys.Should().Equal("eth0");
    }

    [Fact]
    public async Task A_hook_names_the_namespace_of_a_container_and_so_does_a_command()
    {
        await using var host = await DaemonHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        using var other = await ExternalProcess.StartAsync();
        var instance = (await host.Client.GetInfoAsync()).Id;
        var socket = Path.Combine(host.Host.ExecRoot, "libnetwork", $"{instance}.sock");
        File.GetUnixFileMode(socket).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, "row C-139");
        await host.DnetAsync("network create --subnet 10.1.0.0/24 web");
        await host.DnetAsync("sandbox create --external app");
        await host.DnetAsync("network connect web app");
        (await host.Client.InspectSandboxAsync("app")).HasNamespace.Should().BeFalse();

        var hook = await host.DnetAsync(["libnetwork-setkey", $"-exec-root={host.Host.ExecRoot}", "app", instance], $$"""{"ociVersion":"1.0.0","pid":{{container.Pid}}}""");
        hook.Should().Be(new ProgramResult(0, "", ""));
        using (var inside = container.Open())
        {
            TestHost.TryRunIn(inside, "ping -c 1 -W 2 10.1.0.1").ExitCode.Should().Be(0);
        }

        (await host.Client.InspectSandboxAsync("app")).HasNamespace.Should().BeTrue();
        hook = await host.DnetAsync(["libnetwork-setkey", "--exec-root", host.Host.ExecRoot, "nobody", instance], """{"pid":1}""");
        hook.Should().Be(new ProgramResult(1, "", "libnetwork-setkey: failed to set external key: no sandbox present for nobody\n"), "row C-142");
        (await host.DnetAsync(["libnetwork-setkey", "app"], "{}")).ExitCode.Should().Be(2);
        (await host.DnetAsync(["libnetwork-setkey", $"-exec-root={host.Host.ExecRoot}", "app", instance], "{}")).Error.Should().Contain("no pid");

        await host.DnetAsync("sandbox create --external two");
        (await host.DnetAsync($"sandbox set-key two {other.Pid}")).ExitCode.Should().Be(0);
        (await host.DnetAsync("sandbox set-key two /nowhere")).Error.Should().Contain("invalid sandbox key /nowhere");
        (await host.DnetAsync("sandbox create --external --pid 1 three")).ExitCode.Should().Be(2);
        (await Ask(socket, "nonsense")).Should().StartWith("invalid message: ");
        (await host.RefusedAsync("POST", "/sandboxes/two/key", "{}")).Should().Be((HttpStatusCode.BadRequest, "invalid request: Key: is missing"));
    }

    [Fact]
    public async Task A_sandbox_is_made_of_the_namespace_of_a_process()
    {
        await using var host = await DaemonHost.StartAsync();
        using var container = await ExternalProcess.StartAsync();
        await host.DnetAsync("network create --subnet 10.1.0.0/24 web");
        (await host.DnetAsync($"sandbox create --pid {container.Pid} app")).ExitCode.Should().Be(0);
        (await host.DnetAsync("network connect --link-local-ip 169.254.1.2 --driver-opt com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1 web app"))
            .Should().Be(new ProgramResult(0, "", ""));
        using var inside = container.Open();
        TestHost.RunIn(inside, "ip -br addr show eth0 && cat /proc/sys/net/ipv4/conf/eth0/log_martians").Should().Contain("169.254.1.2/16").And.EndWith("\n1\n");
        var endpoint = await host.Client.InspectEndpointAsync("app");
        endpoint.LinkLocalAddresses.Should().Equal("169.254.1.2");
        endpoint.Sysctls.Should().Equal("net.ipv4.conf.IFNAME.log_martians=1");
    }

    private static async Task<string> Ask(string path, string message)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(message));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
