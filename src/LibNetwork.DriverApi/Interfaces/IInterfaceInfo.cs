using System.Net.NetworkInformation;

namespace LibNetwork.DriverApi;

/// <summary>A driver's view of an endpoint's interface .</summary>
/// <remarks>Each value is set once; a second set is <see cref="ErrorKind.Forbidden"/>, an empty one <see cref="ErrorKind.InvalidParameter"/>.</remarks>
public interface IInterfaceInfo
{
    /// <summary>The MAC address, null until someone has set it.</summary>
    PhysicalAddress? MacAddress { get; }

    /// <summary>The IPv4 address with its pool's prefix, null when there is none.</summary>
    CidrAddress? Address { get; }

    /// <summary>The IPv6 address with its pool's prefix, null when there is none.</summary>
    CidrAddress? AddressIPv6 { get; }

    /// <summary>Path of the sandbox's namespace, when it exists already; else empty.</summary>
    string NetworkNamespacePath { get; }

    /// <summary>Sets the MAC address.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: set already;
    /// <see cref="ErrorKind.InvalidParameter"/>: null or empty.</exception>
    void SetMacAddress(PhysicalAddress macAddress);

    /// <summary>Sets the address of its family, IPv4 or IPv6.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: set already;
    /// <see cref="ErrorKind.InvalidParameter"/>: the default value.</exception>
    void SetIPAddress(CidrAddress address);
}
