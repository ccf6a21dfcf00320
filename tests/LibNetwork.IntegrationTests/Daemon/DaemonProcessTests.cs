using System.Net.Sockets;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>How the daemon starts, stops and keeps to itself.</summary>
public sealed class DaemonProcessTests
{
    [Fact]
    public async Task The_socket_is_for_owner_and_group_and_goes_with_the_daemon()
    {
        await using var host = await DaemonHost.StartAsync();
        var path = host.Daemon.Address.SocketPath!;

        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        File.ReadAllText(Path.Combine(host.Host.ExecRoot, "dnetd.pid")).Should().Be($"{host.Daemon.Id}\n");
        (await host.Daemon.EndAsync("TERM")).Should().Be(0);
        File.Exists(path).Should().BeFalse();
        File.Exists(Path.Combine(host.Host.ExecRoot, "dnetd.pid")).Should().BeFalse();
    }

    [Theory]
    [InlineData("TERM", 0)]
    [InlineData("INT", 0)]
    [InlineData("KILL", 137)]
    public async Task A_daemon_that_ends_leaves_sandboxes_running_and_the_next_one_knows_them(string signal, int exitCode)
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        foreach (var name in new[] { "app", "db" })
        {
            await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = name });
            await host.Client.ConnectAsync("web", new NetworkConnectRequest { Container = name });
        }

        var before = await host.StateAsync();
        var db = (await host.Client.InspectSandboxAsync("db")).Endpoints[0].IPv4Address.Split('/')[0];
        var key = (await host.Client.InspectSandboxAsync("app")).Key;

        (await host.Daemon.EndAsync(signal)).Should().Be(exitCode);
        host.Host.Run($"nsenter --net={key} ping -c 1 -W 2 {db}").Should().Contain("1 received");
        await host.RestartAsync(signal);

        (await host.StateAsync()).Should().Be(before);
        (await host.DnetAsync($"sandbox exec app -- ping -c 1 -W 2 {db}")).ExitCode.Should().Be(0);
        await host.Client.DeleteSandboxAsync("app");
        await host.Client.DeleteSandboxAsync("db");
        await host.Client.DeleteNetworkAsync("web");
    }

    [Fact]
    public async Task A_stale_socket_is_taken_over()
    {
        await using var host = await TestHost.CreateAsync();
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(DaemonProcess.AddressOn(host).SocketPath! + ".other"));
            File.Move(DaemonProcess.AddressOn(host).SocketPath! + ".other", DaemonProcess.AddressOn(host).SocketPath!);
        }

        File.Exists(DaemonProcess.AddressOn(host).SocketPath).Should().BeTrue();
        await using var daemon = await DaemonProcess.StartAsync(host);
        (await daemon.Client.GetInfoAsync()).Pid.Should().Be(daemon.Id);
    }

    [Fact]
    public async Task A_socket_that_somebody_listens_on_is_left_alone()
    {
        await using var first = await DaemonHost.StartAsync();
        await using var other = await TestHost.CreateAsync();

        var result = await DaemonProcess.RunAsync(other, [.. DaemonProcess.FlagsOf(other)[..4], "--host", first.Daemon.Address.ToString()]);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain($"host {first.Daemon.Address}: another process listens there; stop it, or choose another path");
        (await first.Client.GetInfoAsync()).Pid.Should().Be(first.Daemon.Id);
        Directory.EnumerateFileSystemEntries(other.DataRoot).Should().BeEmpty("it ended before it touched anything");
    }

    [Fact]
    public async Task A_file_or_a_directory_in_place_of_the_socket_is_left_alone()
    {
        await using var host = await TestHost.CreateAsync();
        var file = Path.Combine(host.Root, "precious");
        File.WriteAllText(file, "");
        foreach (var (path, why) in new[]
                 {
                     (file, "is not a socket that can be taken over"), (host.DataRoot, "is not a socket that can be taken over"),
                     ($"{host.Root}/none/dnet.sock", $"there is no directory {host.Root}/none; create it first"),
                 })
        {
            var result = await DaemonProcess.RunAsync(host, [.. DaemonProcess.FlagsOf(host)[..4], "--host", $"unix://{path}"]);

            result.ExitCode.Should().Be(1);
            result.Error.Should().Contain($"host unix://{path}: ").And.Contain(why);
        }

        File.Exists(file).Should().BeTrue();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_second_daemon_is_kept_off_the_roots_of_the_first(bool sameData, bool sameExec)
    {
        await using var first = await DaemonHost.StartAsync();
        await using var other = await TestHost.CreateAsync();

        var result = await DaemonProcess.RunAsync(other,
        [
            "--data-root", sameData ? first.Host.DataRoot : other.DataRoot,
            "--exec-root", sameExec ? first.Host.ExecRoot : other.ExecRoot,
            "--host", DaemonProcess.AddressOn(other).ToString(),
        ]);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("in use by another process").And.Contain("give this daemon another --data-root and --exec-root");
        if (sameExec)
        {
            result.Error.Should().Contain($"(dnetd with process id {first.Daemon.Id})");
        }

        (await first.Client.GetInfoAsync()).Pid.Should().Be(first.Daemon.Id);
    }

    [Fact]
    public async Task Daemons_on_different_hosts_do_not_see_each_other()
    {
        await using var one = await DaemonHost.StartAsync();
        await using var two = await DaemonHost.StartAsync();
        foreach (var host in new[] { one, two })
        {
            await host.Client.CreateNetworkAsync(new NetworkCreateRequest
            {
                Name = "web",
                Ipam = new NetworkIpam { Config = [new NetworkIpamConfig { Subnet = "10.1.0.0/24" }] },
            });
            await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" });
            await host.Client.ConnectAsync("web", new NetworkConnectRequest { Container = "app" });
        }

        (await one.Client.GetInfoAsync()).Id.Should().NotBe((await two.Client.GetInfoAsync()).Id);
        var before = await two.StateAsync();
        await one.Client.DeleteSandboxAsync("app");
        await one.Client.DeleteNetworkAsync("web");
        (await two.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task It_listens_on_every_host_it_is_given()
    {
        await using var host = await DaemonHost.StartAsync(["--host", "tcp://127.0.0.1:2385", "--host", "tcp://[::1]:2386"]);

        host.Host.Run("curl -sf http://127.0.0.1:2385/_ping").Should().Be("OK");
        host.Host.Run("curl -sf -g 'http://[::1]:2386/_ping'").Should().Be("OK");
        (await host.SendAsync("GET", "/_ping")).Body.Should().Be("OK");
    }

    [Fact]
    public async Task A_tcp_port_that_is_taken_is_told_and_nothing_is_left_behind()
    {
        await using var first = await DaemonHost.StartAsync(["--host", "tcp://127.0.0.1:2385"]);
        var second = Path.Combine(first.Host.Root, "second");

        var result = await DaemonProcess.RunAsync(
            first.Host, ["--data-root", $"{second}/data", "--exec-root", $"{second}/exec", "--host", $"unix://{first.Host.Root}/2.sock", "--host", "tcp://127.0.0.1:2385"]);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("cannot start").And.Contain("2385");
        File.Exists($"{first.Host.Root}/2.sock").Should().BeFalse();
        File.Exists($"{second}/exec/dnetd.pid").Should().BeFalse();
    }

    [Fact]
    public async Task Settings_come_from_file_environment_and_flags()
    {
        await using var host = await TestHost.CreateAsync();
        var file = Path.Combine(host.Root, "dnetd.json");
        File.WriteAllText(file, """{"default-address-pool":[{"base":"10.99.0.0/16","size":28}],"log-level":"debug","predefined-networks":false}""");
        await using var daemon = await DaemonProcess.StartAsync(host);

        await daemon.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });

        (await daemon.Client.InspectNetworkAsync("web")).Ipam.Config.Should().ContainSingle().Which.Subnet.Should().Be("10.99.0.0/28");
        await daemon.EndAsync("TERM");
        daemon.Log.Should().Contain("dbug: dnetd").And.Contain("POST /networks/create: 201 in ");
    }

    [Fact]
    public async Task Wrong_settings_are_told_all_at_once_and_nothing_is_touched()
    {
        await using var host = await TestHost.CreateAsync();
        var file = Path.Combine(host.Root, "wrong.json");
        File.WriteAllText(file, """{"log-level":5,"bogus":true}""");

        var result = await DaemonProcess.RunAsync(
            host,
            ["--data-root", "rel", "--host", "nowhere", "--bogus", "--config-file", file],
            new Dictionary<string, string> { ["DNETD_NAMESPACE_POOL"] = "many", ["DNETD_EXEC_ROOT"] = host.ExecRoot });

        result.ExitCode.Should().Be(2);
        result.Error.Should().ContainAll(
            "'--bogus'", "--host: invalid host \"nowhere\"", "--data-root: \"rel\" is not an absolute path",
            "DNETD_NAMESPACE_POOL: \"many\" is not a number", $"{file}: log-level: expected a string", $"{file}: unknown key \"bogus\"");
        Directory.EnumerateFileSystemEntries(host.ExecRoot).Should().BeEmpty();
    }

    [Fact]
    public async Task Settings_can_be_checked_without_running()
    {
        await using var host = await TestHost.CreateAsync();

        (await DaemonProcess.RunAsync(host, [.. DaemonProcess.FlagsOf(host), "--validate"])).Should().Be(new ProgramResult(0, "the settings are valid\n", ""));
        (await DaemonProcess.RunAsync(host, [.. DaemonProcess.FlagsOf(host), "--validate", "--log-level", "loud"])).ExitCode.Should().Be(2);
        File.Exists(DaemonProcess.AddressOn(host).SocketPath).Should().BeFalse();
    }

    [Fact]
    public async Task A_pool_of_namespaces_serves_sandboxes()
    {
        await using var host = await DaemonHost.StartAsync(["--namespace-pool", "2"]);
        for (var i = 0; i < 5; i++)
        {
            await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = $"app{i}" });
            (await host.DnetAsync($"sandbox exec app{i} -- ls /sys/class/net")).Output.Should().Be("lo\n");
        }
    }

    [Fact]
    public async Task A_request_under_way_is_answered_before_the_daemon_ends()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.Daemon.Address.SocketPath!));
        await socket.SendAsync("POST /sandboxes/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"Name\""u8.ToArray());
        await host.SendAsync("GET", "/_ping");

        var ending = host.Daemon.EndAsync("TERM");
        await socket.SendAsync(":\"app\"}"u8.ToArray());
        var answer = new byte[100];
        var length = await socket.ReceiveAsync(answer);

        System.Text.Encoding.ASCII.GetString(answer, 0, length).Should().StartWith("HTTP/1.1 201 Created");
        (await ending).Should().Be(0);
    }
}
