using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.Tests.Plugins;

/// <summary>A plugin written without any library: bytes over a unix socket, so that it can do all that a broken one does.</summary>
internal sealed class RawPlugin : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, bool> _connections = new();
    private CancellationTokenSource _stop = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    public RawPlugin(string name = "weave", bool started = true)
    {
        Name = name;
        Root = Directory.CreateTempSubdirectory("plugin-").FullName;
        if (started)
        {
            Start();
        }
    }

    public string Name { get; }

    public string Root { get; }

    public PluginDirectories Directories => new() { Sockets = [Root], Specs = [Path.Combine(Root, "specs")] };

    public string SocketPath => Path.Combine(Root, Name + ".sock");

    /// <summary>What it implements.</summary>
    public string Manifest { get; set; } = """{"Implements":["NetworkDriver","IpamDriver"]}""";

    /// <summary>Answers by method; what is not here is answered with <c>{}</c>.</summary>
    public ConcurrentDictionary<string, Func<RawRequest, RawAnswer>> Answers { get; } = new(StringComparer.Ordinal)
    {
        ["NetworkDriver.GetCapabilities"] = _ => RawAnswer.Json("""{"Scope":"local"}"""),
    };

    public ConcurrentQueue<RawRequest> Requests { get; } = new();

    public IEnumerable<string> Methods => Requests.Select(request => request.Method);

    public int Connections { get; private set; }

    public void Answer(string method, string json) => Answers[method] = _ => RawAnswer.Json(json);

    public void Answer(string method, RawAnswer answer) => Answers[method] = _ => answer;

    public RawRequest Last(string method) => Requests.Last(request => request.Method == method);

    public int Count(string method) => Requests.Count(request => request.Method == method);

    /// <summary>Listens; a socket of an earlier life is replaced.</summary>
    public void Start()
    {
        File.Delete(SocketPath);
        _stop = new CancellationTokenSource();
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen(128);
        var (listener, stop) = (_listener, _stop.Token);
        _accepting = Task.Run(() => AcceptAsync(listener, stop));
    }

    /// <summary>Dies: its connections break off and its socket stays behind, as after a kill.</summary>
    public async Task KillAsync()
    {
        // Who sees a connection break off must find nobody listening.
        if (_listener is { } listener)
        {
            // A listening socket that is closed by .NET is removed; a killed process leaves it.
            listener.Dispose();
            _listener = null;
            if (!File.Exists(SocketPath))
            {
                using var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                left.Bind(new UnixDomainSocketEndPoint(SocketPath));
                File.Move(SocketPath, SocketPath + ".kept");
                left.Dispose();
                File.Move(SocketPath + ".kept", SocketPath);
            }
        }

        await _stop.CancelAsync();
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }

        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Root, recursive: true);
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(stop);
                Connections++;
                _connections[connection] = true;
                _ = Task.Run(() => ServeAsync(connection, stop), CancellationToken.None);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Killed.
        }
    }

    private async Task ServeAsync(Socket connection, CancellationToken stop)
    {
        try
        {
            var pending = "";
            while (await ReadAsync(connection, pending, stop) is { } read)
            {
                pending = read.Left;
                Requests.Enqueue(read.Request);
                var answer = read.Request.Method == "Plugin.Activate" && !Answers.ContainsKey("Plugin.Activate") ? RawAnswer.Json(Manifest)
                    : Answers.TryGetValue(read.Request.Method, out var given) ? given(read.Request) : RawAnswer.Json("{}");
                if (answer.Bytes.Length > 0)
                {
                    await connection.SendAsync(Encoding.UTF8.GetBytes(answer.Bytes), stop);
                }

                if (answer.Hang)
                {
                    await Task.Delay(Timeout.Infinite, stop);
                }

                if (answer.Close || answer.Reset)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Killed, or the caller has gone.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }

    private static async Task<(RawRequest Request, string Left)?> ReadAsync(Socket connection, string text, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var head = text[..end];
                var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
                    ? int.Parse(line[15..]) : 0;
                if (text.Length - end - 4 >= length)
                {
                    var method = head.Split(' ')[1].TrimStart('/');
                    return (new RawRequest(method, head, text.Substring(end + 4, length)), text[(end + 4 + length)..]);
                }
            }

            var read = await connection.ReceiveAsync(buffer, stop);
            if (read == 0)
            {
                return null;
            }

            text += Encoding.Latin1.GetString(buffer, 0, read);
        }
    }
}
