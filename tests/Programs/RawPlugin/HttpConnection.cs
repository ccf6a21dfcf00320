using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RawPlugin;

/// <summary>As much of HTTP/1.1 as the protocol needs: POST with a body of known length, kept alive.</summary>
internal static class HttpConnection
{
    /// <summary>Serves one connection to its end.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="answer">Answers a method and its body with the bytes to send.</param>
    internal static async Task ServeAsync(Socket connection, Func<string, string, Task<string>> answer)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.Latin1); // one byte, one character
            while (await reader.ReadLineAsync() is { Length: > 0 } requestLine)
            {
                var length = 0;
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                    {
                        length = int.Parse(header[15..], CultureInfo.InvariantCulture);
                    }
                }

                var body = new char[length];
                if (length > 0)
                {
                    await reader.ReadBlockAsync(body); // Of nothing, it would wait for more.
                }

                var method = requestLine.Split(' ')[1].TrimStart('/');
                await stream.WriteAsync(Encoding.UTF8.GetBytes(await answer(method, new string(body))));
            }
        }
        catch (IOException)
        {
            // The caller has gone.
        }
    }

    internal static string Response(string body, int status = 200) => string.Create(CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} X\r\nContent-Type: application/vnd.docker.plugins.v1+json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
