using System.Text;

namespace LibNetwork.Tests.Plugins;

/// <summary>What a plugin does with a request: bytes it writes, and what it does to the connection then.</summary>
internal sealed record RawAnswer(string Bytes, bool Close = false, bool Reset = false, bool Hang = false)
{
    public static RawAnswer Json(string body, int status = 200) =>
        new($"HTTP/1.1 {status} X\r\nContent-Type: application/vnd.docker.plugins.v1.1+json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static RawAnswer Error(int status, string text) => Json($$"""{"Err":"{{text}}"}""", status);

    public static RawAnswer Silence { get; } = new("", Hang: true);

    public static RawAnswer Death { get; } = new("", Reset: true);
}
