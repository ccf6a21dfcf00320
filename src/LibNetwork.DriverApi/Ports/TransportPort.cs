using System.Globalization;
using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi;

/// <summary>A port of a protocol, as an endpoint exposes it: <c>tcp/80</c> (A-081, A-084).</summary>
/// <param name="Protocol">The protocol; <c>Proto</c>, a number, in JSON.</param>
/// <param name="Port">The port, 0–65535.</param>
public readonly record struct TransportPort(
    [property: JsonPropertyName("Proto")] TransportProtocol Protocol,
    [property: JsonPropertyName("Port")] ushort Port)
{
    /// <summary>Reads <c>PROTOCOL/PORT</c> (A-088).</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: <c>invalid format for transport port: …</c>.</exception>
    public static TransportPort Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length == 2 && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new TransportPort(TransportProtocolExtensions.ParseTransportProtocol(parts[0]), port)
            : throw new NetworkException(ErrorKind.InvalidParameter, $"invalid format for transport port: {text}");
    }

    /// <summary>The text <c>PROTOCOL/PORT</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Protocol.ToWire()}/{Port}");
}
