using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Transport;
using LibNetwork.Plugins.Listening;
using LibNetwork.Plugins.Tests.Doubles;

namespace LibNetwork.Plugins.Tests;

/// <summary>Sockets that somebody else made: a test in systemd's place.</summary>
public sealed class SystemdListenerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public SystemdListenerTests()
    {
        _socket.Bind(new UnixDomainSocketEndPoint(_directory["s.sock"]));
        _socket.Listen();
    }

    private int Descriptor => (int)_socket.SafeHandle.DangerousGetHandle();

    [Fact]
    public async Task A_socket_that_was_handed_over_is_served_and_stays_when_the_plugin_stops()
    {
        for (var start = 0; start < 5; start++)
        {
            await using var server = await StartAsync(Environment(), Descriptor);
            server.Address.SocketPath.Should().Be(_directory["s.sock"]);
            await ActivateAsync(server);
        }

        File.Exists(_directory["s.sock"]).Should().BeTrue();
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await waiting.ConnectAsync(new UnixDomainSocketEndPoint(_directory["s.sock"]));
        using var accepted = await _socket.AcceptAsync();
    }

    [Fact]
    public async Task A_TCP_socket_may_be_handed_over_too()
    {
        using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        tcp.Listen();
        for (var start = 0; start < 5; start++)
        {
            await using var server = await StartAsync(Environment(), (int)tcp.SafeHandle.DangerousGetHandle());
            server.Address.ToString().Should().Be($"tcp://{tcp.LocalEndPoint}");
            await ActivateAsync(server);
        }
    }

    [Theory]
    [InlineData("other:p:another")]
    [InlineData("other:p.socket:another")]
    public async Task Among_several_the_one_of_the_plugins_name_is_taken(string names)
    {
        await using var server = await StartAsync(Environment(count: "3", names: names), Descriptor - 1);
        server.Address.SocketPath.Should().Be(_directory["s.sock"]);
        await ActivateAsync(server);
    }

    [Theory]
    [InlineData("1", "1", null, "LISTEN_PID and LISTEN_FDS do not say so")]
    [InlineData(null, "1", null, "LISTEN_PID and LISTEN_FDS do not say so")]
    [InlineData("own", null, null, "LISTEN_PID and LISTEN_FDS do not say so")]
    [InlineData("own", "0", null, "LISTEN_PID and LISTEN_FDS do not say so")]
    [InlineData("own", "x", null, "LISTEN_PID and LISTEN_FDS do not say so")]
    [InlineData("own", "2", "a:b", "none is named p")]
    [InlineData("own", "2", null, "none is named p")]
    [InlineData("own", "2", "a:b:p", "none is named p")]
    public async Task What_was_not_handed_over_is_not_taken(string? pid, string? count, string? names, string reason)
    {
        var start = async () => await StartAsync(Environment(pid, count, names), Descriptor);
        (await start.Should().ThrowAsync<NetworkException>()).Which.Message.Should().Contain(reason);
    }

    [Fact]
    public async Task A_descriptor_that_is_no_socket_is_refused()
    {
        using var file = File.OpenHandle(_directory.Write("f", ""));
        var start = async () => await StartAsync(Environment(), (int)file.DangerousGetHandle());
        (await start.Should().ThrowAsync<NetworkException>()).WithMessage("*not a socket that listens*");
        var nothing = async () => await StartAsync(Environment(), 99_999);
        (await nothing.Should().ThrowAsync<NetworkException>()).WithMessage("descriptor 99999: systemd handed over nothing there");
        using var connected = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var deaf = async () => await StartAsync(Environment(), (int)connected.SafeHandle.DangerousGetHandle());
        (await deaf.Should().ThrowAsync<NetworkException>()).WithMessage("*not a socket that listens*");
    }

    [Fact]
    public async Task Outside_systemd_the_start_says_what_is_missing()
    {
        var start = async () => await PluginServer.StartAsync(new PluginOptions { Name = "p", NetworkDriver = new RecordingDriver(), Listener = PluginListener.Systemd() });
        (await start.Should().ThrowAsync<NetworkException>()).WithMessage("*start the plugin by its .socket unit");
    }

    public void Dispose()
    {
        _socket.Dispose();
        _directory.Dispose();
    }

    private static Func<string, string?> Environment(string? pid = "own", string? count = "1", string? names = null) => variable => variable switch
    {
        "LISTEN_PID" => pid == "own" ? $"{System.Environment.ProcessId}" : pid,
        "LISTEN_FDS" => count,
        "LISTEN_FDNAMES" => names,
        _ => null,
    };

    private static async Task<PluginServer> StartAsync(Func<string, string?> environment, int descriptor) =>
        await PluginServer.StartAsync(new PluginOptions { Name = "p", NetworkDriver = new RecordingDriver(), Listener = new SystemdListener(environment, descriptor) });

    private static async Task ActivateAsync(PluginServer server)
    {
        using var transport = new PluginTransport(server.Address);
        (await transport.PostAsync("Plugin.Activate", default, default)).Status.Should().Be(200);
    }
}
