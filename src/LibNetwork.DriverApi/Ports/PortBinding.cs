using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi;

/// <summary>A port of a sandbox that is published on the host .</summary>
public sealed record PortBinding
{
    /// <summary>The protocol; <c>Proto</c>, a number, in JSON.</summary>
    [JsonPropertyName("Proto")]
    public TransportProtocol Protocol { get; init; }

    /// <summary>The sandbox's address; null until it is known. Empty in JSON then.</summary>
    [JsonPropertyName("IP")]
    [JsonConverter(typeof(IPAddressJsonConverter))]
    public IPAddress? IP { get; init; }

    /// <summary>The port inside the sandbox, 1–65535.</summary>
    [JsonPropertyName("Port")]
    public ushort Port { get; init; }

    /// <summary>The host address to publish on; null for every one. Empty in JSON then.</summary>
    [JsonPropertyName("HostIP")]
    [JsonConverter(typeof(IPAddressJsonConverter))]
    public IPAddress? HostIP { get; init; }

    /// <summary>The host port, or the first of a range to choose from; 0 lets the host choose. Default: 0.</summary>
    [JsonPropertyName("HostPort")]
    public ushort HostPort { get; init; }

    /// <summary>The last host port of the range; 0 or <see cref="HostPort"/> for that one alone. Default: 0.</summary>
    [JsonPropertyName("HostPortEnd")]
    public ushort HostPortEnd { get; init; }

    /// <summary>Reads <c>PROTOCOL/IP:PORT/HOSTIP:HOSTPORT</c>, where either address may be missing; IPv6 in brackets .</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> with the texts of A-088.</exception>
    public static PortBinding Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        if (parts.Length != 3)
        {
            throw Invalid($"invalid format for port binding: {text}");
        }

        var (ip, port) = ParseAddress(parts[1], "Container");
        var (hostIP, hostPort) = ParseAddress(parts[2], "Host");
        return new PortBinding
        {
            Protocol = TransportProtocolExtensions.ParseTransportProtocol(parts[0]),
            IP = ip,
            Port = port,
            HostIP = hostIP,
            HostPort = hostPort,
        };
    }

    /// <summary>The text <c>HOSTIP:HOSTPORT:IP:PORT/PROTOCOL</c>: what is not set left out, a range as <c>8000-8010</c>, IPv6 in brackets.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, HostIP);
        if (HostPort != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{HostPort}");
            if (HostPortEnd != 0 && HostPortEnd != HostPort)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{HostPortEnd}");
            }
        }

        if (text.Length > 0)
        {
            text.Append(':');
        }

        Append(text, IP);
        text.Append(CultureInfo.InvariantCulture, $"{Port}");
        return Protocol == TransportProtocol.None ? text.ToString() : text.Append('/').Append(Protocol.ToWire()).ToString();
    }

    private static void Append(StringBuilder text, IPAddress? address)
    {
        if (address is not null)
        {
            _ = address.AddressFamily == AddressFamily.InterNetworkV6
                ? text.Append('[').Append(address).Append("]:")
                : text.Append(address).Append(':');
        }
    }

    private static (IPAddress? Address, ushort Port) ParseAddress(string text, string side)
    {
        var colon = text.LastIndexOf(':');
        var address = colon < 0 ? "" : text[..colon];
        var bracketed = address.StartsWith('[') && address.EndsWith(']');
        if (colon < 0 || (address.Contains(':', StringComparison.Ordinal) && !bracketed))
        {
            throw Unreadable($"invalid format: {text}");
        }

        IPAddress? parsed = null;
        if (address.Length > 0 && !IPAddress.TryParse(bracketed ? address[1..^1] : address, out parsed))
        {
            throw Unreadable($"invalid ip: {address}");
        }

        return ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (parsed, port)
            : throw Unreadable($"invalid port: {text[(colon + 1)..]}");

        NetworkException Unreadable(string reason) => Invalid($"failed to parse {side} IP/Port in port binding: {reason}");
    }

    private static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);
}
