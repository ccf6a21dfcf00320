using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class IpamRegistryTests
{
    private readonly IpamRegistry _registry = new();

    [Fact]
    public async Task A_registered_driver_is_found_with_its_address_spaces_and_capability()
    {
        var driver = new DefaultIpamDriver();
        await _registry.RegisterAsync("default", driver);
        await _registry.RegisterAsync("null", new NullIpamDriver());

        _registry.TryGet("default", out var registration).Should().BeTrue();
        registration.Should().Be(new IpamRegistration("default", driver, driver.Capability, "LocalDefault", "GlobalDefault"));
        _registry.TryGet("Default", out _).Should().BeFalse();
        _registry.Drivers.Select(found => found.Name).Should().BeEquivalentTo("default", "null");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_driver_needs_a_name(string name)
    {
        var error = await Refused(name);
        (error.Message, error.Kind).Should().Be(("ipam driver name string cannot be empty", ErrorKind.InvalidParameter));
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await _registry.RegisterAsync("blue", new NullIpamDriver());
        var error = await Refused("blue");
        (error.Message, error.Kind).Should().Be(("ipam driver \"blue\" already registered", ErrorKind.Forbidden));
    }

    [Fact] // K-048
    public async Task Of_many_registrations_at_once_one_succeeds()
    {
        var calls = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            try
            {
                await _registry.RegisterAsync("blue", new NullIpamDriver());
                return true;
            }
            catch (NetworkException)
            {
                return false;
            }
        }));
        (await Task.WhenAll(calls)).Count(won => won).Should().Be(1);
    }

    private async Task<NetworkException> Refused(string name)
    {
        var register = async () => await _registry.RegisterAsync(name, new NullIpamDriver());
        return (await register.Should().ThrowAsync<NetworkException>()).Which;
    }
}
