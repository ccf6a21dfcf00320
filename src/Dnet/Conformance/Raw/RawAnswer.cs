using System.Globalization;
using System.Text;
using LibNetwork.PluginProtocol.Transport;

namespace Dnet.Conformance.Raw;

/// <summary>Reads an HTTP/1.1 answer, byte by byte as it came.</summary>
internal static class RawAnswer
{
    private const string HeadEnd = "\r\n\r\n";
    private const int Largest = 1 << 20;

    /// <summary>Reads until the answer is complete or the connection ends.</summary>
    /// <returns>Null when the connection ended before the head of an answer was complete.</returns>
    internal static async Task<PluginAnswer?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var received = new MemoryStream();
        var buffer = new byte[8192];
        while (received.Length < Largest && !IsComplete(received))
        {
            int count;
            try
            {
                count = await stream.ReadAsync(buffer, cancellationToken);
            }
            catch (IOException)
            {
                break; // A reset after the answer is the plugin's way to say that it will not read the rest.
            }

            if (count == 0)
            {
                break;
            }

            received.Write(buffer, 0, count);
        }

        return Parse(received);
    }

    private static bool IsComplete(MemoryStream received)
    {
        var text = Text(received);
        var head = text.IndexOf(HeadEnd, StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        return IsChunked(text[..head]) ? text.EndsWith("0" + HeadEnd, StringComparison.Ordinal)
            : Header(text[..head], "content-length") is { } length && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var expected)
            && text.Length >= head + HeadEnd.Length + expected;
    }

    private static PluginAnswer? Parse(MemoryStream received)
    {
        var text = Text(received);
        var head = text.IndexOf(HeadEnd, StringComparison.Ordinal);
        if (head < 0 || text.Split(' ', 3) is not [['H', 'T', 'T', 'P', ..], var number, ..]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var body = text[(head + HeadEnd.Length)..];
        return new PluginAnswer(status, Encoding.Latin1.GetBytes(IsChunked(text[..head]) ? Join(body) : body));
    }

    private static string Join(string chunks)
    {
        var body = new StringBuilder();
        var at = 0;
        while (chunks.IndexOf("\r\n", at, StringComparison.Ordinal) is > 0 and var end
            && int.TryParse(chunks.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)
            && size > 0 && end + 2 + size <= chunks.Length)
        {
            body.Append(chunks, end + 2, size);
            at = end + 2 + size + 2;
        }

        return body.ToString();
    }

    private static bool IsChunked(string head) => Header(head, "transfer-encoding") is { } coding && coding.Contains("chunked", StringComparison.OrdinalIgnoreCase);

    private static string? Header(string head, string name) => head.Split("\r\n").Skip(1).Select(line => line.Split(':', 2))
        .Where(parts => parts.Length == 2 && string.Equals(parts[0].Trim(), name, StringComparison.OrdinalIgnoreCase))
        .Select(parts => parts[1].Trim()).FirstOrDefault();

    // A letter a byte.
    private static string Text(MemoryStream received) => Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)received.Length);
}
