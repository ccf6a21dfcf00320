using System.Net.Sockets;
using System.Text.Json.Nodes;
using LibNetwork.IntegrationTests.Daemon;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary><c>dnetd --docker-plugin</c>.</summary>
public sealed class DockerPluginTests
{
    private static readonly string NetworkId = new('a', 64);
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    [Fact]
    public async Task Each_name_is_a_socket_that_comes_and_goes_with_the_daemon()
    {
        await using var host = await TestHost.CreateAsync();
        var directory = Path.Combine(host.Root, "docker", "plugins");
        await using var daemon = await DaemonProcess.StartAsync(host, ["--docker-plugin-directory", directory, "--docker-plugin", "bridge", "--docker-plugin", "bridge=both", "--docker-plugin", "ipam=both"]);

        Directory.GetFiles(directory, "*.sock").Select(Path.GetFileName).Should().BeEquivalentTo("dnet-bridge.sock", "both.sock");
        File.GetUnixFileMode(Path.Combine(directory, "both.sock")).Should().Be(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        Curl(host, directory, "dnet-bridge", "Plugin.Activate").Should().Be("""{"Implements":["NetworkDriver"]}""");
        Curl(host, directory, "both", "Plugin.Activate").Should().Be("""{"Implements":["NetworkDriver","IpamDriver"]}""");
        Curl(host, directory, "both", "NetworkDriver.GetCapabilities").Should().Be("""{"Scope":"local","ConnectivityScope":"local","GwAllocChecker":true}""");
        Curl(host, directory, "both", "IpamDriver.GetCapabilities").Should().Be("""{"RequiresMACAddress":false,"RequiresRequestReplay":false}""");
        daemon.Log.Should().Contain("docker plugin both: bridge and ipam; 0 networks are Docker's");

        (await daemon.EndAsync("TERM")).Should().Be(0);
        Directory.GetFiles(directory, "*.sock").Should().BeEmpty();
    }

    /// <summary>Served, killed, started without the flag, started with it: containers keep their traffic throughout.</summary>
    [Fact]
    public async Task Networks_of_Dockers_live_on_whether_or_not_they_are_served()
    {
        await using var host = await TestHost.CreateAsync();
        string[] served = ["--docker-plugin-directory", Path.Combine(host.Root, "plugins"), "--docker-plugin", "bridge=docker", "--docker-plugin", "ipam=docker"];
        using var docker = new PluginClient(Path.Combine(host.Root, "plugins", "docker.sock"));
        var daemon = await DaemonProcess.StartAsync(host, served);
        var pool = await docker.OkAsync("IpamDriver.RequestPool", new JsonObject { ["AddressSpace"] = "LocalDefault", ["Pool"] = "10.3.0.0/24" });
        await docker.CreateNetworkAsync(NetworkId, 3);
        var inside = await ContainerAsync(host, docker, One, "10.3.0.2");
        await ContainerAsync(host, docker, Two, "10.3.0.3");

        foreach (var arguments in new[] { served, [], served })
        {
            (await daemon.Client.GetInfoAsync()).Should().Match<LibNetwork.Api.InfoResponse>(info => info.ServedNetworks == 1 && info.Networks == 0);
            AssertReaches(inside);
            await daemon.EndAsync("KILL");
            AssertReaches(inside);
            await daemon.DisposeAsync();
            daemon = await DaemonProcess.StartAsync(host, arguments);
            (await daemon.Client.GetInfoAsync()).StartReport.Should().BeEmpty();
        }

        AssertReaches(inside);
        (await docker.CallAsync("NetworkDriver.CreateNetwork", PluginClient.Network(NetworkId, 3))).Status.Should().Be(409);
        (await docker.CallAsync("IpamDriver.RequestPool", new JsonObject { ["AddressSpace"] = "LocalDefault", ["Pool"] = "10.3.0.0/16" })).Status.Should().NotBe(200);
        foreach (var endpoint in new[] { One, Two })
        {
            await docker.OkAsync("NetworkDriver.Leave", PluginClient.Endpoint(NetworkId, endpoint));
            await docker.OkAsync("NetworkDriver.DeleteEndpoint", PluginClient.Endpoint(NetworkId, endpoint));
        }

        pool.GetProperty("PoolID").GetString().Should().Be("LocalDefault/10.3.0.0/24");
        var curl = $"curl -sS --unix-socket {host.Root}/plugins/docker.sock http://plugin/";
        host.Run($$$"""{{{curl}}}NetworkDriver.DeleteNetwork -d '{"NetworkID": "{{{NetworkId}}}"}'""").Trim().Should().Be("{}", "docs/docker.md says so");
        host.Run($$$"""{{{curl}}}IpamDriver.ReleasePool -d '{"PoolID": "LocalDefault/10.3.0.0/24"}'""").Trim().Should().Be("{}");
        await daemon.EndAsync("TERM");
        await daemon.DisposeAsync();
        host.AssertNothingLeft();
    }

    [Fact]
    public async Task A_name_that_somebody_serves_already_ends_the_start_before_anything_is_touched()
    {
        await using var host = await TestHost.CreateAsync();
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(Path.Combine(host.Root, "dnet-bridge.sock")));
        other.Listen();

        var result = await RunAsync(host, "bridge");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain($"cannot start: docker plugin dnet-bridge: unix://{host.Root}/dnet-bridge.sock: another process listens there");
        Directory.EnumerateFileSystemEntries(host.DataRoot).Should().BeEmpty();
        File.WriteAllText(Path.Combine(host.Root, "dnet-ipam.sock"), "mine");
        (await RunAsync(host, "ipam")).Should().Match<ProgramResult>(failed => failed.ExitCode == 1 && failed.Error.Contains("dnet-ipam.sock"));
        File.ReadAllText(Path.Combine(host.Root, "dnet-ipam.sock")).Should().Be("mine");
    }

    [Theory]
    [InlineData("nope", 1, "docker plugin: no driver nope can be served to Docker; there are bridge, ipam")]
    [InlineData("host", 1, "docker plugin: no driver host can be served to Docker; there are bridge, ipam")]
    [InlineData("bridge=bridge", 2, "--docker-plugin: \"bridge=bridge\": Docker has a driver bridge of its own and would never ask this one; choose another name")]
    public async Task What_cannot_be_served_is_told(string plugin, int exitCode, string error)
    {
        await using var host = await TestHost.CreateAsync();
        var result = await RunAsync(host, plugin);
        result.ExitCode.Should().Be(exitCode);
        result.Error.Should().Contain(error);
        host.AssertNothingLeft();
    }

    [Fact]
    public async Task A_second_plugin_that_cannot_listen_ends_the_first_one_again()
    {
        await using var host = await TestHost.CreateAsync();
        var directory = Path.Combine(host.Root, new string('d', 40));
        var result = await DaemonProcess.RunAsync(host,
            [.. DaemonProcess.FlagsOf(host), "--docker-plugin-directory", directory, "--docker-plugin", "bridge", "--docker-plugin", $"bridge={new string('x', 64)}"]);
        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("cannot start: ");
        Directory.EnumerateFiles(host.Root, "*.sock", SearchOption.AllDirectories).Should().BeEmpty();
    }

    private static async Task<NetworkNamespace> ContainerAsync(TestHost host, PluginClient docker, string endpointId, string address)
    {
        var inside = await host.AddNamespaceAsync(endpointId[..12]);
        var key = Path.Combine(host.Root, "ns", endpointId[..12]);
        var join = await docker.JoinAsync(NetworkId, endpointId, $"{address}/24", key);
        var source = join.GetProperty("InterfaceName").GetProperty("SrcName").GetString();
        host.Run($"ip link set {source} netns {key}");
        TestHost.RunIn(inside, $"ip link set {source} name eth0; ip addr add {address}/24 dev eth0; ip link set eth0 up");
        return inside;
    }

    private static void AssertReaches(NetworkNamespace inside) => TestHost.RunIn(inside, "ping -n -c 3 -i 0.2 -W 1 10.3.0.3");

    private static Task<ProgramResult> RunAsync(TestHost host, string plugin) =>
        DaemonProcess.RunAsync(host, [.. DaemonProcess.FlagsOf(host), "--docker-plugin-directory", host.Root, "--docker-plugin", plugin]);

    private static string Curl(TestHost host, string directory, string name, string method) =>
        host.Run($"curl -sS -X POST --unix-socket {directory}/{name}.sock http://plugin/{method}").Trim();
}
