using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.PortMapping;

namespace LibNetwork.Drivers.Bridge;

/// <summary>An endpoint of a bridge network, live.</summary>
internal sealed class BridgeEndpoint(string endpointId, PhysicalAddress macAddress, IInterfaceInfo interfaceInfo)
{
    /// <summary>64 lower-case hex digits.</summary>
    public string EndpointId { get; } = endpointId;

    /// <summary>The MAC address of the interface in the sandbox.</summary>
    public PhysicalAddress MacAddress { get; } = macAddress;

    /// <summary>The interface's IPv4 address; null when it has none.</summary>
    public IPAddress? IPv4 { get; } = interfaceInfo.Address?.Address;

    /// <summary>The interface's IPv6 address; null when it has none.</summary>
    public IPAddress? IPv6 { get; } = interfaceInfo.AddressIPv6?.Address;

    /// <summary>The host's end of the veth: <c>veth</c> and 11 digits of the id.</summary>
    public string HostLinkName { get; } = string.Concat("veth", endpointId.AsSpan(0, 11));

    /// <summary>The sandbox's end while it is still on the host: <c>vethi</c> and 10 digits of the id.</summary>
    public string SandboxLinkName => string.Concat("vethi", EndpointId.AsSpan(0, 10));

    /// <summary>Whether a sandbox has joined, so that there is a veth.</summary>
    public bool IsJoined { get; set; }

    /// <summary>The ports of the sandbox that has joined, as it asked for them.</summary>
    public SandboxPorts Ports { get; set; } = SandboxPorts.None;

    /// <summary>The families whose ports are published: those that this endpoint is its sandbox's gateway of.</summary>
    public (bool IPv4, bool IPv6) IsGateway { get; set; }

    /// <summary>The ports that are published.</summary>
    public IReadOnlyList<PublishedPort> Published { get; set; } = [];
}
