using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LibNetwork.Api.Tests;

/// <summary>A daemon that answers what a test tells it to, on a unix socket of its own, and remembers what it was asked.</summary>
public sealed class StubDaemon : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("dnet-stub-").FullName;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<StubRequest, StubAnswer> _answer;
    private readonly Task _serving;

    public StubDaemon(Func<StubRequest, StubAnswer> answer, bool tcp = false)
    {
        _answer = answer;
        if (tcp)
        {
            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Address = DaemonAddress.Parse($"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        }
        else
        {
            var path = Path.Combine(_directory, "s");
            _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _listener.Bind(new UnixDomainSocketEndPoint(path));
            Address = DaemonAddress.Parse($"unix://{path}");
        }

        _listener.Listen();
        _serving = ServeAsync();
    }

    public StubDaemon(int status, string body)
        : this(_ => new StubAnswer(status, body))
    {
    }

    public DaemonAddress Address { get; }

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                // Each by itself: a client may open a connection and use another.
                connections.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            if (await ReadAsync(stream) is not { } request)
            {
                return;
            }

            Requests.Enqueue(request);
            var answer = _answer(request);
            var body = Encoding.UTF8.GetBytes(answer.Body);
            var head = $"HTTP/1.1 {answer.Status} Said\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
            await stream.WriteAsync(body, _stop.Token);
            connection.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over, or the client has gone.
        }
    }

    /// <summary>Reads a request; null when the client only looked whether somebody listens.</summary>
    private async Task<StubRequest?> ReadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        int end;
        while ((end = Encoding.Latin1.GetString([.. received]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return null;
            }

            received.AddRange(buffer.AsSpan(0, count));
        }

        var lines = Encoding.ASCII.GetString([.. received[..end]]).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text) : 0;
        while (received.Count < end + 4 + length)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return null;
            }

            received.AddRange(buffer.AsSpan(0, count));
        }

        var words = lines[0].Split(' ');
        return new StubRequest(words[0], words[1], headers, Encoding.UTF8.GetString([.. received[(end + 4)..]]));
    }
}
