using LibNetwork.DriverApi;
using LibNetwork.Drivers.Null;

namespace LibNetwork.Tests.Engine;

public sealed class DriverRegistryTests
{
    private static readonly Capability s_local = new(Scope.Local);
    private readonly DriverRegistry _registry = new();

    [Fact]
    public void A_second_registration_of_a_type_is_an_active_registration()
    {
        _registry.RegisterDriver("mine", NullDriver.Create(), s_local);
        var again = () => _registry.RegisterDriver("mine", NullDriver.Create(), s_local);
        again.Should().Throw<ActiveRegistrationException>().Where(e => e.Kind == ErrorKind.Forbidden
            && e.Message == "Driver already registered for type \"mine\"", "rows A-044, A-094");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_type_is_invalid(string type)
    {
        var register = () => _registry.RegisterDriver(type, NullDriver.Create(), s_local);
        register.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter
            && e.Message == "network type string cannot be empty", "row A-089");
    }

    [Fact]
    public async Task An_unknown_type_is_not_found_by_its_name()
    {
        var get = async () => await _registry.GetAsync("mi\"ne");
        (await get.Should().ThrowAsync<NetworkException>()).Where(e => e.Kind == ErrorKind.NotFound && e.Message == "unknown driver \"mi\\\"ne\"", "row A-056");
    }

    [Fact]
    public async Task What_is_registered_is_found_with_what_it_said_of_itself()
    {
        var driver = NullDriver.Create();
        _registry.RegisterDriver("mine", driver, new Capability(Scope.Global, Scope.Global));
        (await _registry.GetAsync("mine")).Should().Be(new RegisteredDriver("mine", driver, new Capability(Scope.Global, Scope.Global)));
    }
}
