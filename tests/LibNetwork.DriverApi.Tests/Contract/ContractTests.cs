using System.Net.NetworkInformation;

namespace LibNetwork.DriverApi.Tests.Contract;

/// <summary>The contract is enough: a driver and an engine that know nothing else of each other work together .</summary>
public sealed class ContractTests
{
    private static readonly IpamData Pool = new()
    {
        AddressSpace = "LocalDefault", Pool = CidrAddress.Parse("10.7.0.0/16"), Gateway = CidrAddress.Parse("10.7.0.1/16"),
    };

    private readonly TinyEngine _engine = new();

    public ContractTests() => TinyDriver.Register(_engine);

    private INetworkDriver Driver => _engine.Drivers["tiny"].Driver;

    [Fact]
    public async Task An_endpoint_lives_from_create_by_join_and_leave_to_delete()
    {
        await Driver.CreateNetworkAsync("n1", DriverOptions.Empty, [Pool], []);
        _engine.SetIPAddress(CidrAddress.Parse("10.7.0.2/16"));
        await Driver.CreateEndpointAsync("n1", "e1", _engine, DriverOptions.Empty);
        _engine.MacAddress.Should().Be(PhysicalAddress.Parse("02-42-0A-07-00-02"));
        (await Driver.EndpointOperInfoAsync("n1", "e1"))[NetLabel.MacAddress].Should().Be(_engine.MacAddress);

        await Driver.JoinAsync("n1", "e1", "/run/netns/x", _engine, DriverOptions.Empty, DriverOptions.Empty);
        _engine.Joined.Should().Equal("tinye1 as eth0", "gateway 10.7.0.1", "route 192.0.2.0/24 Connected");

        await Driver.LeaveAsync("n1", "e1");
        await Driver.DeleteEndpointAsync("n1", "e1");
        await Driver.DeleteNetworkAsync("n1");
        var gone = () => Driver.EndpointOperInfoAsync("n1", "e1").AsTask();
        await gone.Should().ThrowAsync<NoNetworkException>();
    }

    [Fact]
    public async Task Deleting_what_is_gone_is_success()
    {
        var delete = async () =>
        {
            await Driver.DeleteEndpointAsync("n1", "e1");
            await Driver.DeleteNetworkAsync("n1");
        };
        await delete.Should().NotThrowAsync();
    }

    [Fact]
    public void An_interfaces_values_are_set_once()
    {
        _engine.SetIPAddress(CidrAddress.Parse("10.7.0.2/16"));
        var again = () => _engine.SetIPAddress(CidrAddress.Parse("10.7.0.3/16"));
        again.Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.Forbidden);
    }

    [Fact]
    public void A_type_is_registered_once_with_its_capability()
    {
        _engine.Drivers["tiny"].Capability.Should().Be(new Capability(Scope.Local, Scope.Local));
        var again = () => TinyDriver.Register(_engine);
        again.Should().Throw<ActiveRegistrationException>();
    }

    [Fact]
    public async Task A_driver_is_told_of_nodes_and_may_refuse_what_it_has_not()
    {
        await Driver.DiscoverNewAsync(DiscoveryType.NodeDiscovery, new NodeDiscoveryData("192.0.2.7", Self: false));
        await Driver.DiscoverNewAsync(DiscoveryType.NodeDiscovery, new NodeDiscoveryData("192.0.2.8", Self: true));
        ((TinyDriver)Driver).Nodes.Should().Equal("192.0.2.7");

        var delete = () => Driver.DiscoverDeleteAsync(DiscoveryType.NodeDiscovery, new NodeDiscoveryData("192.0.2.7", Self: false)).AsTask();
        await delete.Should().ThrowAsync<DriverNotImplementedException>();
    }

    [Fact]
    public async Task Optional_abilities_are_found_by_asking_for_the_interface()
    {
        (Driver is IIPv6Releaser or ITableWatcher or INetworkAllocator or INetworkRestorer).Should().BeFalse();
        var checker = Driver.Should().BeAssignableTo<IGatewayAllocationChecker>().Subject;
        (await checker.GetSkipGatewayAllocationAsync(new DriverOptions([new(NetLabel.Internal, true)]))).Should().Be((true, false));

        var connectivity = Driver.Should().BeAssignableTo<IExternalConnectivity>().Subject;
        await connectivity.ProgramExternalConnectivityAsync("n1", "e1", "e1", "");
        ((TinyDriver)Driver).Gateways.Should().Equal("e1");
    }
}
