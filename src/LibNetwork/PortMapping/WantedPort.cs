using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.PortMapping;

/// <summary>A port of a sandbox to be published on one address of the host, or on every address of one family.</summary>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
/// <param name="HostAddress">The host's address; the unspecified one stands for every address of its family.</param>
/// <param name="First">The first host port that will do, or 0 when any ephemeral port will.</param>
/// <param name="Last">The last one; the same as <paramref name="First"/> when only one will do.</param>
/// <param name="Address">The sandbox's address, of the same family.</param>
/// <param name="Port">The sandbox's port.</param>
internal readonly record struct WantedPort(
    TransportProtocol Protocol, IPAddress HostAddress, ushort First, ushort Last, IPAddress Address, ushort Port)
{
    /// <summary>Whether it is reached under the sandbox's own address instead: it takes no port of the host, whatever was asked for (F-079).</summary>
    public bool IsDirect { get; init; }

    /// <summary>Whether any port of the ephemeral range will do.</summary>
    public bool IsEphemeral => First == 0;

    /// <summary>Whether one port alone will do.</summary>
    public bool IsExact => First != 0 && First == Last;

    /// <summary>How much choice there is: how many host ports will do.</summary>
    public int Choice => IsEphemeral ? int.MaxValue : Last - First + 1;

    /// <summary>Whether a published port is what is wanted here.</summary>
    public bool IsMetBy(PublishedPort port) =>
        port.Protocol == Protocol && port.Port == Port && port.HostAddress.Equals(HostAddress) && port.Address.Equals(Address)
        && port.IsDirect == IsDirect && (IsEphemeral || (port.HostPort >= First && port.HostPort <= Last));

    /// <summary>It, published on a port of the host.</summary>
    public PublishedPort On(ushort hostPort) => new(Protocol, HostAddress, hostPort, Address, Port);

    /// <summary>What is wanted, for people: <c>tcp 192.0.2.1:8000-8010</c>.</summary>
    public override string ToString()
    {
        var first = $"{Protocol.ToWire()} {PublishedPort.EndPoint(HostAddress, First)}";
        return First == Last ? first : $"{first}-{Last}";
    }
}
