using System.Net;

namespace LibNetwork.PortMapping;

/// <summary>What ports are published on: one address of the host, or every one of a family.</summary>
internal static class HostAddress
{
    /// <summary>Whether it stands for every address of its family.</summary>
    public static bool IsEvery(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>Whether one port cannot be published on both: every address is in the way of each single one of its family (F-076).</summary>
    public static bool Overlap(IPAddress one, IPAddress other) =>
        one.AddressFamily == other.AddressFamily && (one.Equals(other) || IsEvery(one) || IsEvery(other));
}
