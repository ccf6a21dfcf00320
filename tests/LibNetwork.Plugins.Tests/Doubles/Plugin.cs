using System.Net.Sockets;
using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LibNetwork.Plugins.Tests.Doubles;

/// <summary>A plugin on a socket of its own, and a client of it.</summary>
public sealed class Plugin : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private PluginTransport _transport = null!;

    public PluginServer Server { get; private set; } = null!;

    public RecordingLogs Logs { get; } = new();

    /// <summary>Stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new();

    public string Path => _directory["p.sock"];

    public string Directory => _directory.Path;

    public static async Task<Plugin> StartAsync(INetworkDriver? network, IIpamDriver? ipam = null, Func<PluginOptions, PluginOptions>? configure = null)
    {
        var plugin = new Plugin();
        var options = new PluginOptions
        {
            Name = "test",
            NetworkDriver = network,
            IpamDriver = ipam,
            Listener = PluginListener.UnixSocket(plugin.Path),
            LoggerFactory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.None).AddProvider(plugin.Logs)),
            TimeProvider = plugin.Clock,
        };
        plugin.Server = await PluginServer.StartAsync(configure?.Invoke(options) ?? options);
        plugin._transport = new PluginTransport(plugin.Server.Address);
        return plugin;
    }

    public async Task<(int Status, string Body)> PostAsync(string method, string body = "", CancellationToken cancellationToken = default)
    {
        var answer = await _transport.PostAsync(method, Encoding.UTF8.GetBytes(body), cancellationToken);
        return (answer.Status, Encoding.UTF8.GetString(answer.Body.Span));
    }

    /// <summary>A connection on which a test writes what it likes.</summary>
    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path));
        return socket;
    }

    /// <summary>Sends bytes on a connection of their own, and reads until the plugin closes it.</summary>
    public async Task<string> SendAsync(string text)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(text));
        return await ReadAsync(socket);
    }

    public static async Task<string> ReadAsync(Socket socket)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int length; (length = await socket.ReceiveAsync(buffer, enough.Token)) > 0;)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
        catch (SocketException)
        {
            // Closed the hard way.
        }

        return text.ToString();
    }

    /// <summary>Waits for something that another thread is about to do.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 6000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        condition().Should().BeTrue("it should have come true within a minute");
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await Server.DisposeAsync();
        _directory.Dispose();
    }
}
