using System.Net;
using System.Net.NetworkInformation;

namespace LibNetwork;

/// <summary>An endpoint as asked for.</summary>
public sealed record EndpointConfig
{
    /// <summary>1–255 bytes, no control characters and no slash; unique in its network.</summary>
    public required string Name { get; init; }

    /// <summary>A static IPv4 address in one of the network's pools. Default: null, one is chosen.</summary>
    public IPAddress? IPv4Address { get; init; }

    /// <summary>A static IPv6 address in one of the network's pools. Default: null, one is chosen.</summary>
    public IPAddress? IPv6Address { get; init; }

    /// <summary>The MAC address: six bytes, unicast. Default: null, the driver chooses.</summary>
    public PhysicalAddress? MacAddress { get; init; }

    /// <summary>More names the endpoint is known by on its network.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Name of the interface inside the sandbox, 1–15 bytes. Default: empty, prefix and lowest free number.</summary>
    public string InterfaceName { get; init; } = "";

    /// <summary>The sandbox's default gateway is on the endpoint with the highest priority. Default: 0.</summary>
    public int GatewayPriority { get; init; }

    /// <summary>The driver's own options.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; init; } = EmptyMap.Instance;
}
