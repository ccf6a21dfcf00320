using System.Globalization;

namespace LibNetwork.DriverApi;

/// <summary>The names of transport protocols .</summary>
public static class TransportProtocolExtensions
{
    /// <summary><c>icmp</c>, <c>tcp</c>, <c>udp</c> or <c>sctp</c>; the decimal number of any other.</summary>
    public static string ToWire(this TransportProtocol protocol) => protocol switch
    {
        TransportProtocol.Icmp => "icmp",
        TransportProtocol.Tcp => "tcp",
        TransportProtocol.Udp => "udp",
        TransportProtocol.Sctp => "sctp",
        _ => ((byte)protocol).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads a name in any case; <see cref="TransportProtocol.None"/> when it is not known.</summary>
    public static TransportProtocol ParseTransportProtocol(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToUpperInvariant() switch
        {
            "ICMP" => TransportProtocol.Icmp,
            "TCP" => TransportProtocol.Tcp,
            "UDP" => TransportProtocol.Udp,
            "SCTP" => TransportProtocol.Sctp,
            _ => TransportProtocol.None,
        };
    }
}
