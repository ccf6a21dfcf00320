using System.Diagnostics.CodeAnalysis;

namespace LibNetwork.PluginProtocol.Addressing;

/// <summary>Where a plugin listens: a unix socket, or TCP with or without TLS.</summary>
public sealed record PluginAddress
{
    private PluginAddress(string? socketPath, Uri? uri, PluginTls? tls) => (SocketPath, Uri, Tls) = (socketPath, uri, tls);

    /// <summary>Path of the unix socket; null for TCP.</summary>
    public string? SocketPath { get; }

    /// <summary>Scheme <c>http</c> or <c>https</c>, host and port; null for a unix socket.</summary>
    public Uri? Uri { get; }

    /// <summary>How TLS is done; null without TLS.</summary>
    public PluginTls? Tls { get; }

    /// <summary>A plugin on a unix socket.</summary>
    public static PluginAddress Unix(string socketPath) => new(socketPath, uri: null, tls: null);

    /// <summary>Reads <c>unix:///PATH</c>, <c>tcp://HOST:PORT</c>, <c>http://HOST:PORT</c> or <c>https://HOST:PORT</c> (B-025).</summary>
    /// <param name="text">The address, white space around it passed over.</param>
    /// <param name="tls">How TLS is done, where there is a choice: <c>tcp</c> with it is TLS (B-004).</param>
    /// <param name="address">The address.</param>
    /// <param name="error">What is wrong, without the text itself.</param>
    public static bool TryParse(string text, PluginTls? tls, [NotNullWhen(true)] out PluginAddress? address, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (address, error) = Parse(text.Trim(), tls);
        return address is not null;
    }

    /// <summary>The address as it is written in a <c>.spec</c> file.</summary>
    public override string ToString() => SocketPath is not null ? $"unix://{SocketPath}"
        : $"{(Uri!.Scheme == Uri.UriSchemeHttps ? "https" : "tcp")}://{Uri.Host}:{Uri.Port}";

    private static (PluginAddress? Address, string? Error) Parse(string text, PluginTls? tls)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0)
        {
            return (null, "Unknown protocol");
        }

        var scheme = text[..end].ToLowerInvariant();
        var rest = text[(end + 3)..];
        switch (scheme)
        {
            case "unix":
                return Path.IsPathFullyQualified(rest) ? (Unix(rest), null) : (null, "the path of a socket must be absolute");
            case "tcp" or "http" or "https":
                var secure = scheme == "https" || (scheme == "tcp" && tls is not null);
                return Uri.TryCreate($"{(secure ? "https" : "http")}://{rest}", UriKind.Absolute, out var uri) && uri.Host.Length > 0
                    && uri.PathAndQuery == "/" && HasPort(rest)
                    ? (new PluginAddress(null, uri, secure ? tls ?? new PluginTls() : null), null)
                    : (null, "there must be a host and a port, and nothing after it");
            default:
                return (null, $"unknown protocol {scheme}: unix, tcp, http and https are known");
        }
    }

    private static bool HasPort(string rest)
    {
        var colon = rest.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(rest[(colon + 1)..].TrimEnd('/'), out var port) && port > 0;
    }
}
