using System.Net.NetworkInformation;

namespace LibNetwork.Drivers.Bridge;

/// <summary>An endpoint of a bridge network, live.</summary>
internal sealed class BridgeEndpoint(string endpointId, PhysicalAddress macAddress)
{
    /// <summary>64 lower-case hex digits.</summary>
    public string EndpointId { get; } = endpointId;

    /// <summary>The MAC address of the interface in the sandbox.</summary>
    public PhysicalAddress MacAddress { get; } = macAddress;

    /// <summary>The host's end of the veth: <c>veth</c> and 11 digits of the id.</summary>
    public string HostLinkName { get; } = string.Concat("veth", endpointId.AsSpan(0, 11));

    /// <summary>The sandbox's end while it is still on the host: <c>vethi</c> and 10 digits of the id.</summary>
    public string SandboxLinkName => string.Concat("vethi", EndpointId.AsSpan(0, 10));

    /// <summary>Whether a sandbox has joined, so that there is a veth.</summary>
    public bool IsJoined { get; set; }
}
