using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LibNetwork.Bench.Plugins;

/// <summary>A client that costs next to nothing: one connection that stays open, requests written ahead, blocking calls.</summary>
internal sealed class PluginCaller : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _answer = new byte[64 * 1024];

    internal PluginCaller(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    /// <summary>A request as Docker sends it.</summary>
    internal static byte[] Request(string method, string body) => Encoding.UTF8.GetBytes(
        $"POST /{method} HTTP/1.1\r\nHost: plugin.moby.localhost\r\nAccept: application/vnd.docker.plugins.v1.2+json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <returns>The time it took.</returns>
    /// <exception cref="InvalidOperationException">The answer is not 200.</exception>
    internal TimeSpan Call(byte[] request)
    {
        long started = Stopwatch.GetTimestamp();
        _socket.Send(request);
        int length = 0;
        while (!IsWhole(_answer.AsSpan(0, length)))
        {
            int read = _socket.Receive(_answer.AsSpan(length));
            length = read > 0 ? length + read : throw new InvalidOperationException("the plugin hung up");
        }

        TimeSpan took = Stopwatch.GetElapsedTime(started);
        return _answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8)
            ? took
            : throw new InvalidOperationException($"the plugin answered {Encoding.UTF8.GetString(_answer, 0, length)}");
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> body = answer[(head + 4)..];
        int at = answer[..head].IndexOf("Content-Length: "u8);
        return at < 0
            ? body.EndsWith("0\r\n\r\n"u8)
            : int.Parse(Number(answer[(at + 16)..]), CultureInfo.InvariantCulture) == body.Length;
    }

    private static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> text) => text[..text.IndexOf("\r\n"u8)];
}
