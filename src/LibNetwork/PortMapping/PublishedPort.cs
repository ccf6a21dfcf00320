using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;

namespace LibNetwork.PortMapping;

/// <summary>A port of the host that leads to a port of a sandbox; or a port of a sandbox that is reached under its own address.</summary>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
/// <param name="HostAddress">The host's address; the unspecified one stands for every address of its family.</param>
/// <param name="HostPort">The host's port, 1–65535; 0 for one that is reached under the sandbox's own address.</param>
/// <param name="Address">The sandbox's address, of the same family.</param>
/// <param name="Port">The sandbox's port, 1–65535.</param>
internal readonly record struct PublishedPort(
    TransportProtocol Protocol, IPAddress HostAddress, ushort HostPort, IPAddress Address, ushort Port)
{
    /// <summary>Whether it is reached under the sandbox's own address, and takes no port of the host.</summary>
    public bool IsDirect => HostPort == 0;

    /// <summary>As drivers report it.</summary>
    public PortBinding ToBinding() => new()
    {
        Protocol = Protocol,
        IP = Address,
        Port = Port,
        HostIP = HostAddress,
        HostPort = HostPort,
        HostPortEnd = HostPort,
    };

    /// <summary>The host's end for people: <c>tcp 192.0.2.1:8080</c>, <c>udp [::]:53</c>.</summary>
    public override string ToString() => $"{Protocol.ToWire()} {EndPoint(HostAddress, HostPort)}";

    /// <summary>An address and a port for people, IPv6 in brackets.</summary>
    internal static string EndPoint(IPAddress address, int port) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");
}
