using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Serving;

public sealed class AbilityTests
{
    public static TheoryData<string, bool, bool> Drivers => new()
    {
        { "plain", false, false },
        { "connectivity", true, false },
        { "check", false, true },
        { "both", true, true },
    };

    /// <summary>Whoever serves it answers 404 for an ability it does not have (B-013).</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_served_driver_has_the_abilities_of_the_driver_and_no_others(string kind, bool connectivity, bool check)
    {
        INetworkDriver driver = kind switch
        {
            "plain" => new Plain(),
            "connectivity" => new Connectivity(),
            "check" => new Check(),
            _ => new Both(),
        };
        var process = await ServingProcess.StartAsync(new Machine(), driver);

        (process.Driver is IExternalConnectivity).Should().Be(connectivity);
        (process.Driver is IGatewayAllocationChecker).Should().Be(check);
        (process.Driver is INetworkRestorer or INetworkAllocator or IIPv6Releaser).Should().BeFalse("they are not for other engines");
        if (check)
        {
            (await ((IGatewayAllocationChecker)process.Driver).GetSkipGatewayAllocationAsync(DriverOptions.Empty)).Should().Be((true, true));
        }

        if (connectivity)
        {
            await process.Driver.CreateNetworkAsync(Ids.Network);
            await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
            await process.Driver.JoinAsync(Ids.Network, Ids.One);
            await process.Connectivity.ProgramAsync(Ids.Network, Ids.One);
            ((Plain)driver).Programmed.Should().Equal(Ids.One);
        }
    }

    private class Plain : INetworkDriver
    {
        public List<string> Programmed { get; } = [];

        public string Type => "fake";

        public ValueTask CreateNetworkAsync(string networkId, DriverOptions options, IReadOnlyList<IpamData> ipv4Data,
            IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default) => default;

        public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) => default;

        public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
            DriverOptions options, CancellationToken cancellationToken = default) => default;

        public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => default;

        public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) =>
            throw new DriverNotImplementedException();

        public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
            DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default) => default;

        public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => default;

        public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

        public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => default;

        public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
            string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default)
        {
            Programmed.Add(endpointId);
            return default;
        }

        public ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default) =>
            new((true, true));
    }

    private sealed class Connectivity : Plain, IExternalConnectivity;

    private sealed class Check : Plain, IGatewayAllocationChecker;

    private sealed class Both : Plain, IExternalConnectivity, IGatewayAllocationChecker;
}
