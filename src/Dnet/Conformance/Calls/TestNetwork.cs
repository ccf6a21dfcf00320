using System.Net;
using LibNetwork.DriverApi;

namespace Dnet.Conformance.Calls;

/// <summary>A network that a check makes.</summary>
/// <param name="Id">64 hex digits.</param>
/// <param name="IPv4">Its subnet.</param>
/// <param name="IPv6">Its IPv6 subnet; null without IPv6.</param>
internal sealed record TestNetwork(string Id, CidrAddress IPv4, CidrAddress? IPv6)
{
    /// <summary>The gateway: the subnet's first address.</summary>
    internal CidrAddress Gateway => Subnets.Host(IPv4, 1);

    /// <summary>The IPv6 gateway.</summary>
    internal CidrAddress? GatewayIPv6 => IPv6 is { } subnet ? Subnets.Host(subnet, 1) : null;

    /// <summary>The address of an endpoint; the first has number 0.</summary>
    internal CidrAddress Address(int endpoint) => Subnets.Host(IPv4, endpoint + 2);

    /// <summary>The IPv6 address of an endpoint.</summary>
    internal CidrAddress? AddressIPv6(int endpoint) => IPv6 is { } subnet ? Subnets.Host(subnet, endpoint + 2) : null;

    /// <summary>Whether an address lies in one of its subnets.</summary>
    internal bool Contains(IPAddress address) => IPv4.Contains(address) || (IPv6?.Contains(address) ?? false);
}
