using System.Net.NetworkInformation;

namespace LibNetwork.DriverApi;

/// <summary>An endpoint's interface as its driver sees it: each value is set once .</summary>
/// <remarks>For those who call drivers: they set what is known, hand it over, and read what the driver added.</remarks>
public sealed class EndpointInterface : IInterfaceInfo
{
    /// <inheritdoc/>
    public PhysicalAddress? MacAddress { get; private set; }

    /// <inheritdoc/>
    public CidrAddress? Address { get; private set; }

    /// <inheritdoc/>
    public CidrAddress? AddressIPv6 { get; private set; }

    /// <inheritdoc/>
    public string NetworkNamespacePath { get; init; } = "";

    /// <inheritdoc/>
    public void SetMacAddress(PhysicalAddress macAddress)
    {
        if (macAddress is null || macAddress.GetAddressBytes().Length == 0)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "tried to set nil MAC address to endpoint interface");
        }

        if (MacAddress is not null)
        {
            throw new NetworkException(ErrorKind.Forbidden,
                $"endpoint interface MAC address present ({Text(MacAddress)}). Cannot be modified with {Text(macAddress)}.");
        }

        MacAddress = macAddress;
    }

    /// <inheritdoc/>
    public void SetIPAddress(CidrAddress address)
    {
        if (address == default)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "tried to set nil IP address to endpoint interface");
        }

        if ((address.IsV6 ? AddressIPv6 : Address) is { } present)
        {
            throw new NetworkException(ErrorKind.Forbidden,
                $"endpoint interface IP present ({present}). Cannot be modified with ({address}).");
        }

        if (address.IsV6)
        {
            AddressIPv6 = address;
        }
        else
        {
            Address = address;
        }
    }

    private static string Text(PhysicalAddress mac) => string.Join(':', mac.GetAddressBytes().Select(b => b.ToString("x2")));
}
