using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>An endpoint's interface, as an engine would keep it.</summary>
internal sealed class InterfaceInfo : IInterfaceInfo
{
    public PhysicalAddress? MacAddress { get; set; }

    public CidrAddress? Address { get; init; }

    public CidrAddress? AddressIPv6 { get; init; }

    public string NetworkNamespacePath => "";

    public void SetMacAddress(PhysicalAddress macAddress)
    {
        MacAddress.Should().BeNull("a value is set once");
        MacAddress = macAddress;
    }

    public void SetIPAddress(CidrAddress address) => throw new InvalidOperationException("the bridge driver chooses no addresses");
}
