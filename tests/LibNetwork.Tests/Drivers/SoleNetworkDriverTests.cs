using LibNetwork.DriverApi;
using LibNetwork.Drivers.Host;
using LibNetwork.Drivers.Null;

namespace LibNetwork.Tests.Drivers;

public sealed class SoleNetworkDriverTests
{
    public static TheoryData<string> Types => ["null", "host"];

    [Theory, MemberData(nameof(Types))] // D-130
    public async Task There_is_one_network_alone(string type)
    {
        var driver = Driver(type);
        await driver.CreateNetworkAsync("n1", DriverOptions.Empty, [], []);

        var second = async () => await driver.CreateNetworkAsync("n2", DriverOptions.Empty, [], []);

        (await second.Should().ThrowAsync<NetworkException>().WithMessage($"only one instance of \"{type}\" network is allowed"))
            .Which.Kind.Should().Be(ErrorKind.Forbidden);
    }

    [Theory, MemberData(nameof(Types))] // D-130
    public async Task A_restored_network_counts(string type)
    {
        var driver = Driver(type);
        await ((INetworkRestorer)driver).RestoreNetworkAsync(new RestoredNetwork("n1", DriverOptions.Empty, [], [], []));

        var second = async () => await driver.CreateNetworkAsync("n2", DriverOptions.Empty, [], []);

        await second.Should().ThrowAsync<NetworkException>();
    }

    [Theory, MemberData(nameof(Types))] // D-130, C-061
    public async Task The_network_cannot_be_deleted(string type)
    {
        var driver = Driver(type);
        await driver.CreateNetworkAsync("n1", DriverOptions.Empty, [], []);

        var delete = async () => await driver.DeleteNetworkAsync("n1");

        (await delete.Should().ThrowAsync<NetworkException>().WithMessage($"network of type \"{type}\" cannot be deleted"))
            .Which.Kind.Should().Be(ErrorKind.Forbidden);
    }

    [Fact] // D-132
    public void Capabilities_are_those_of_libnetwork()
    {
        HostDriver.Capability.Should().Be(new Capability(Scope.Local, Scope.Local));
        NullDriver.Capability.Should().Be(new Capability(Scope.Local, Scope.None));
    }

    private static INetworkDriver Driver(string type) => type == "null" ? NullDriver.Create() : HostDriver.Create();
}
