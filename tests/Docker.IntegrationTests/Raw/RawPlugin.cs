using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Raw;

/// <summary>A Docker plugin written without any of this project's code: HTTP by hand on a unix socket of a host.</summary>
internal sealed class RawPlugin : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RawCall> _calls = new();
    private readonly Func<RawCall, Task<string?>> _answer;
    private readonly string _path;
    private readonly Task _accepting;

    /// <param name="host">The host whose Docker shall find it.</param>
    /// <param name="name">The driver's name.</param>
    /// <param name="answer">The JSON that answers a call; null for 404. What it throws is sent as an error, status 500.</param>
    internal RawPlugin(PrivateHost host, string name, Func<RawCall, Task<string?>> answer)
    {
        _answer = answer;
        var directory = host.PathOf("/run/docker/plugins");
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, $"{name}.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The calls that came, in order.</summary>
    internal IReadOnlyList<RawCall> Calls => [.. _calls];

    /// <summary>The calls of one method, such as <c>NetworkDriver.Join</c>.</summary>
    internal IReadOnlyList<RawCall> CallsOf(string method) => [.. _calls.Where(call => call.Method == method)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        File.Delete(_path);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            while (await reader.ReadLineAsync(_stop.Token) is { } requestLine)
            {
                var call = await ReadAsync(requestLine, reader);
                _calls.Enqueue(call);
                var (status, body) = await AnswerAsync(call);
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"),
                    _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The plugin stops, or the engine has hung up.
        }
    }

    private async Task<RawCall> ReadAsync(string requestLine, StreamReader reader)
    {
        var length = 0;
        var chunked = false;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            var parts = header.Split(':', 2, StringSplitOptions.TrimEntries);
            length = parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? int.Parse(parts[1]) : length;
            chunked |= parts[0].Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
        }

        var body = new StringBuilder();
        if (!chunked)
        {
            await ReadAsync(reader, length, body);
        }

        while (chunked)
        {
            var size = int.Parse((await reader.ReadLineAsync(_stop.Token))!, NumberStyles.HexNumber);
            await ReadAsync(reader, size, body);
            await reader.ReadLineAsync(_stop.Token);
            chunked = size > 0;
        }

        // Each byte was read as a character; the text is UTF-8.
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body.ToString()));
        return new RawCall(requestLine.Split(' ')[1].TrimStart('/'), text);
    }

    private async Task ReadAsync(StreamReader reader, int count, StringBuilder body)
    {
        if (count == 0)
        {
            return; // a reader that is asked for nothing waits for something all the same
        }

        var buffer = new char[count];
        await reader.ReadBlockAsync(buffer, _stop.Token);
        body.Append(buffer);
    }

    private async Task<(string Status, string Body)> AnswerAsync(RawCall call)
    {
        try
        {
            return await _answer(call) is { } body ? ("200 OK", body) : ("404 Not Found", "no such method");
        }
        catch (Exception e)
        {
            return ("500 Internal Server Error", $"{{\"Err\":\"{JsonEncodedText.Encode(e.Message)}\"}}");
        }
    }
}
