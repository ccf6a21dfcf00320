using System.Globalization;

namespace Dnet.Commands.Options;

/// <summary>Ports as people write them: <c>80</c>, <c>80-82</c>, <c>53/udp</c>.</summary>
internal static class PortText
{
    /// <summary>The text before the slash and the protocol behind it; TCP when none is named.</summary>
    internal static (string Ports, string Protocol) SplitProtocol(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash < 0 ? (text, "tcp") : (text[..slash], text[(slash + 1)..].ToLowerInvariant());
    }

    internal static bool IsProtocol(string text) => text is "tcp" or "udp" or "sctp";

    /// <summary>Reads a port, or the first and the last of a range.</summary>
    internal static bool TryParseRange(string text, out (int First, int Last) range)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        range = (Port(dash < 0 ? text : text[..dash]), Port(dash < 0 ? text : text[(dash + 1)..]));
        return range.First > 0 && range.Last >= range.First;
    }

    internal static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static int Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
}
