using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Bridge;

/// <summary>An endpoint of a bridge network, live.</summary>
internal sealed class BridgeEndpoint(string endpointId, PhysicalAddress macAddress)
{
    /// <summary>64 lower-case hex digits.</summary>
    public string EndpointId { get; } = endpointId;

    /// <summary>The MAC address of the interface in the sandbox.</summary>
    public PhysicalAddress MacAddress { get; } = macAddress;

    /// <summary>The IPv4 address; null when there is none.</summary>
    public CidrAddress? Address { get; init; }

    /// <summary>The IPv6 address; null when there is none.</summary>
    public CidrAddress? AddressIPv6 { get; init; }

    /// <summary>The host's end of the veth: <c>veth</c> and 11 digits of the id.</summary>
    public string HostLinkName { get; } = string.Concat("veth", endpointId.AsSpan(0, 11));

    /// <summary>Whether a sandbox has joined, so that there is a veth.</summary>
    public bool IsJoined { get; set; }
}
