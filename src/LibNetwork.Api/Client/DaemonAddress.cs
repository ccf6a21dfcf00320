using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LibNetwork.Api;

/// <summary>Where a daemon listens: <c>unix:///run/dnet.sock</c> or <c>tcp://127.0.0.1:2385</c>.</summary>
public sealed record DaemonAddress
{
    private const string UnixScheme = "unix://";
    private const string TcpScheme = "tcp://";

    /// <summary>The longest path of a unix socket that the kernel takes, in bytes.</summary>
    private const int MaxSocketPath = 107;

    private DaemonAddress(string? socketPath, string hostName, int port) =>
        (SocketPath, HostName, Port) = (socketPath, hostName, port);

    /// <summary>Where the daemon listens unless told otherwise: <c>unix:///run/dnet.sock</c>.</summary>
    public static DaemonAddress Default { get; } = new("/run/dnet.sock", "", 0);

    /// <summary>Absolute path of the unix socket; null for TCP.</summary>
    public string? SocketPath { get; }

    /// <summary>Name or address of the host, without brackets; empty for a unix socket.</summary>
    public string HostName { get; }

    /// <summary>TCP port, 1–65535; 0 for a unix socket. A daemon may be given 0 and the kernel then chooses.</summary>
    public int Port { get; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is not one; the message says why.</exception>
    public static DaemonAddress Parse(string text) =>
        TryParse(text, out var address, out var error) ? address : throw new FormatException(error);

    /// <summary>Reads an address, or says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DaemonAddress? address, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (address, error) = text switch
        {
            _ when text.StartsWith(UnixScheme, StringComparison.Ordinal) => ParseUnix(text, text[UnixScheme.Length..]),
            _ when text.StartsWith(TcpScheme, StringComparison.Ordinal) => ParseTcp(text, text[TcpScheme.Length..]),
            _ => Wrong(text, "it must begin with unix:// or tcp://"),
        };
        return address is not null;
    }

    /// <summary>The address as it is written on the command line.</summary>
    public override string ToString() => SocketPath is not null
        ? UnixScheme + SocketPath
        : string.Create(CultureInfo.InvariantCulture, $"{TcpScheme}{(HostName.Contains(':', StringComparison.Ordinal) ? $"[{HostName}]" : HostName)}:{Port}");

    private static (DaemonAddress?, string?) ParseUnix(string text, string path) => path switch
    {
        "" or "/" => Wrong(text, "the path of the socket is missing"),
        _ when path[0] != '/' => Wrong(text, "the path of the socket must be absolute, as in unix:///run/dnet.sock"),
        _ when path.Contains('\0', StringComparison.Ordinal) => Wrong(text, "the path contains a NUL"),
        _ when Encoding.UTF8.GetByteCount(path) > MaxSocketPath => Wrong(text, $"the path is longer than {MaxSocketPath} bytes"),
        _ => (new DaemonAddress(path, "", 0), null),
    };

    private static (DaemonAddress?, string?) ParseTcp(string text, string rest)
    {
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || rest.EndsWith(']'))
        {
            return Wrong(text, "the port is missing, as in tcp://127.0.0.1:2385");
        }

        var host = rest[..colon];
        if (!ushort.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return Wrong(text, "the port must be a number from 0 to 65535");
        }

        var bracketed = host is ['[', .., ']'];
        if (bracketed)
        {
            host = host[1..^1];
        }

        return Uri.CheckHostName(host) switch
        {
            UriHostNameType.IPv6 when !bracketed => Wrong(text, "an IPv6 address is written in brackets, as in tcp://[::1]:2385"),
            UriHostNameType.IPv6 => (new DaemonAddress(null, host, port), null),
            UriHostNameType.IPv4 or UriHostNameType.Dns when !bracketed => (new DaemonAddress(null, host, port), null),
            _ => Wrong(text, "the host must be a name or an address"),
        };
    }

    private static (DaemonAddress?, string?) Wrong(string text, string why) => (null, $"invalid host {Quoted(text)}: {why}");

    private static string Quoted(string text) => $"\"{text}\"";
}
