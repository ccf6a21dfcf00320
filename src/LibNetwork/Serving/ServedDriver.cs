using LibNetwork.DriverApi;

namespace LibNetwork.Serving;

/// <summary>A driver of this engine as another engine uses it: the same driver, with a memory.</summary>
/// <remarks>It sees the networks that came in here and no others: those of this engine, which the same driver realises, are out of its
/// callers' reach. Calls for one network wait for each other, whoever serves the driver.</remarks>
internal class ServedDriver(ServedNetworks networks, INetworkDriver driver) : INetworkDriver
{
    /// <inheritdoc/>
    public string Type => driver.Type;

    /// <summary>The driver itself.</summary>
    protected INetworkDriver Driver => driver;

    /// <summary>A served driver with the abilities that the driver has.</summary>
    public static INetworkDriver Of(ServedNetworks networks, INetworkDriver driver) => (driver is IExternalConnectivity, driver is IGatewayAllocationChecker) switch
    {
        (true, true) => new WithBoth(networks, driver),
        (true, false) => new WithConnectivity(networks, driver),
        (false, true) => new WithGatewayCheck(networks, driver),
        (false, false) => new ServedDriver(networks, driver),
    };

    /// <inheritdoc/>
    public ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        ServedId.Check("network", networkId);
        return networks.CreateAsync(driver, networkId, options, ipv4Data, ipv6Data, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) =>
        networks.DeleteAsync(networkId, Type, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        ServedId.Check("endpoint", endpointId);
        using var held = await networks.HoldAsync(networkId, Type, cancellationToken);
        await networks.Endpoints.CreateAsync(held.Network, endpointId, interfaceInfo, options, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        using var held = await networks.TryHoldAsync(networkId, Type, cancellationToken);
        if (held is { } found)
        {
            await networks.Endpoints.DeleteAsync(found.Network, endpointId, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        using var held = await networks.HoldAsync(networkId, Type, cancellationToken);
        ServedEndpoints.Get(held.Network, endpointId);
        return await driver.EndpointOperInfoAsync(networkId, endpointId, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        using var held = await networks.HoldAsync(networkId, Type, cancellationToken);
        await networks.Endpoints.JoinAsync(held.Network, endpointId, sandboxKey, joinInfo, endpointOptions, sandboxOptions, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        using var held = await networks.TryHoldAsync(networkId, Type, cancellationToken);
        if (held is { } found)
        {
            await networks.Endpoints.LeaveAsync(found.Network, endpointId, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        driver.DiscoverNewAsync(type, data, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        driver.DiscoverDeleteAsync(type, data, cancellationToken);

    private async ValueTask ProgramAsync(string networkId, string endpointId, string gateway4, string gateway6, CancellationToken cancellationToken)
    {
        using var held = await networks.TryHoldAsync(networkId, Type, cancellationToken);
        if (held is { } found)
        {
            await networks.Endpoints.ProgramAsync(found.Network, (IExternalConnectivity)driver, endpointId, gateway4, gateway6, cancellationToken);
        }
        else if (gateway4.Length + gateway6.Length > 0)
        {
            throw new NoNetworkException(networkId);
        }
    }

    // Who serves a driver asks what it can do by its interfaces: each set of abilities is a type.
    private sealed class WithConnectivity(ServedNetworks networks, INetworkDriver driver) : ServedDriver(networks, driver), IExternalConnectivity
    {
        public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
            string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default) =>
            ProgramAsync(networkId, endpointId, gateway4EndpointId, gateway6EndpointId, cancellationToken);
    }

    private sealed class WithGatewayCheck(ServedNetworks networks, INetworkDriver driver) : ServedDriver(networks, driver), IGatewayAllocationChecker
    {
        public ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default) =>
            ((IGatewayAllocationChecker)Driver).GetSkipGatewayAllocationAsync(options, cancellationToken);
    }

    private sealed class WithBoth(ServedNetworks networks, INetworkDriver driver)
        : ServedDriver(networks, driver), IExternalConnectivity, IGatewayAllocationChecker
    {
        public ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
            string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default) =>
            ProgramAsync(networkId, endpointId, gateway4EndpointId, gateway6EndpointId, cancellationToken);

        public ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default) =>
            ((IGatewayAllocationChecker)Driver).GetSkipGatewayAllocationAsync(options, cancellationToken);
    }
}
