using System.Net.NetworkInformation;

namespace LibNetwork.DriverApi.Tests;

public sealed class EndpointInterfaceTests
{
    private readonly EndpointInterface _interface = new();

    [Fact]
    public void A_second_MAC_address_is_forbidden_with_both_in_the_text()
    {
        _interface.SetMacAddress(PhysicalAddress.Parse("02-00-00-00-00-01"));
        var again = () => _interface.SetMacAddress(PhysicalAddress.Parse("02-00-00-00-00-02"));
        again.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.Forbidden && e.Message ==
            "endpoint interface MAC address present (02:00:00:00:00:01). Cannot be modified with 02:00:00:00:00:02.", "row A-012");
    }

    [Fact]
    public void A_second_address_of_a_family_is_forbidden_with_both_in_the_text()
    {
        _interface.SetIPAddress(CidrAddress.Parse("10.0.0.2/24"));
        _interface.SetIPAddress(CidrAddress.Parse("fd00::2/64"));
        var again = () => _interface.SetIPAddress(CidrAddress.Parse("10.0.0.3/24"));
        again.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.Forbidden && e.Message ==
            "endpoint interface IP present (10.0.0.2/24). Cannot be modified with (10.0.0.3/24).", "row A-012");
        _interface.AddressIPv6.Should().Be(CidrAddress.Parse("fd00::2/64"));
    }

    [Fact]
    public void Empty_values_are_invalid_with_the_text_of_the_contract()
    {
        var mac = () => _interface.SetMacAddress(PhysicalAddress.None);
        mac.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter
            && e.Message == "tried to set nil MAC address to endpoint interface");
        var address = () => _interface.SetIPAddress(default);
        address.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter
            && e.Message == "tried to set nil IP address to endpoint interface");
    }
}
