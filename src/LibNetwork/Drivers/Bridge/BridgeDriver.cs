using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.PortMapping;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Networks of one host: a Linux bridge each, sandboxes attached by veth pairs, the outside behind address translation.</summary>
/// <remarks>It keeps no records: what is asked for comes from the engine, at start by <see cref="INetworkRestorer"/>. See
/// <c>docs/drivers/bridge.md</c> for its options.</remarks>
internal sealed partial class BridgeDriver : INetworkDriver, IGatewayAllocationChecker, IAsyncDisposable
{
    /// <summary>The driver's type.</summary>
    public const string DriverType = "bridge";

    private readonly BridgeNetworks _networks = new();
    private readonly RouteSocket _links;
    private readonly LinkOwner _owner;
    private readonly LinkReaper _reaper;
    private readonly BridgeDevice _devices;
    private readonly BridgePort _ports;
    private readonly BridgeFirewall _firewall;
    private readonly IPForwarding _forwarding;
    private readonly PortPublisher _publisher;
    private readonly ILogger _logger;

    /// <summary>Makes the driver of one controller. What it is given stays its caller's to dispose.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="host">The controller's host namespace.</param>
    /// <param name="links">A route socket in that namespace.</param>
    /// <param name="owner">The controller's marks.</param>
    /// <param name="reaper">The controller's reaper, in the same namespace.</param>
    /// <param name="firewall">The controller's firewall, in the same namespace.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where it logs.</param>
    public BridgeDriver(BridgeDriverOptions options, NetworkNamespace host, RouteSocket links, LinkOwner owner, LinkReaper reaper,
        IFirewall firewall, TimeProvider timeProvider, ILogger<BridgeDriver> logger)
    {
        _links = links;
        _owner = owner;
        _reaper = reaper;
        _logger = logger;
        _devices = new BridgeDevice(links, host, owner, reaper);
        _ports = new BridgePort(links, owner, reaper);
        _firewall = new BridgeFirewall(firewall, timeProvider, logger);
        _forwarding = new IPForwarding(host, links, options.EnableIPForwarding, logger);
        _publisher = new PortPublisher(host, _devices, _firewall, logger);
    }

    /// <summary>What the driver says of itself.</summary>
    public static Capability Capability { get; } = new(Scope.Local, Scope.Local);

    /// <inheritdoc/>
    public string Type => DriverType;

    /// <inheritdoc/>
    public ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default)
    {
        var policy = BridgeConfigParser.ParseGatewayPolicy(options);
        return new((policy.SkipIPv4, policy.SkipIPv6));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// <list type="number">
    /// <item>Read and check every option; report all that is wrong.</item>
    /// <item>Take the id, the bridge's name and the addresses, unless another network has them.</item>
    /// <item>See to it that the name is free on the host, or that of a bridge that may be used, and that the host forwards.</item>
    /// <item>Make the bridge, switched off, or use the one that is there, and give it its addresses.</item>
    /// <item>Add the network's rules to the firewall.</item>
    /// <item>Switch the bridge on.</item>
    /// </list>
    /// </remarks>
    public async ValueTask CreateNetworkAsync(string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default)
    {
        // 1
        var config = BridgeConfigParser.Parse(networkId, options, ipv4Data, ipv6Data);
        foreach (var label in BridgeLabel.Misspelt(options.Labels))
        {
            Log.MisspeltLabel(_logger, networkId, label);
        }

        await using var rollback = new Rollback(_logger);

        // 2
        var network = new BridgeNetwork(config);
        _networks.Add(network);
        rollback.Push($"network {networkId}", () => _networks.Remove(networkId));

        // 3
        var found = await _devices.FindAsync(config, cancellationToken);
        await _devices.VerifyAsync(config, found, cancellationToken);
        network.Mtu = await _devices.MtuAsync(config, found, cancellationToken);
        await _forwarding.EnsureAsync(config, cancellationToken);

        // 4
        rollback.Push($"bridge {config.InterfaceName}", token => DeleteBridgeAsync(config, keepsDefault: false, token));
        await _devices.SetUpAsync(network, found, cancellationToken);

        // 5
        rollback.Push($"firewall rules of network {networkId}", token => _firewall.RemoveAsync(network.Firewall, token));
        await _firewall.AddAsync(network.Firewall, cancellationToken);

        // 6
        await _devices.SwitchOnAsync(network, cancellationToken);
        rollback.Commit();
    }

    /// <inheritdoc/>
    public async ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        if (_networks.Find(networkId) is not { } network)
        {
            await RemoveUnknownAsync(networkId, cancellationToken);
            return;
        }

        foreach (var endpoint in network.Endpoints.Where(endpoint => endpoint.IsJoined))
        {
            await DetachAsync(network, endpoint, cancellationToken);
        }

        await DeleteBridgeAsync(network.Config, keepsDefault: true, cancellationToken);
        await _firewall.RemoveAsync(network.Firewall, cancellationToken);
        _networks.Remove(networkId);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is made in the kernel before a sandbox joins, so there is nothing to undo (K-028).</remarks>
    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        var network = _networks.Get(networkId);
        if (interfaceInfo is null)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "invalid interface info passed");
        }

        if (network.Has(endpointId))
        {
            throw new EndpointExistsException(endpointId);
        }

        var given = interfaceInfo.MacAddress ?? (options.TryGet(NetLabel.MacAddress, out PhysicalAddress? wanted) ? wanted : null);
        var macAddress = given ?? RandomMacAddress.Next();
        if (macAddress.GetAddressBytes() is not { Length: 6 } bytes || (bytes[0] & 1) != 0 || bytes.AsSpan().IndexOfAnyExcept((byte)0) < 0)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"MAC address {macAddress} cannot be an interface's: six bytes, unicast, not zero");
        }

        if (interfaceInfo.MacAddress is null)
        {
            interfaceInfo.SetMacAddress(macAddress);
        }

        network.Add(new BridgeEndpoint(endpointId, macAddress, interfaceInfo));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        await LeaveAsync(networkId, endpointId, cancellationToken);
        _networks.Find(networkId)?.Remove(endpointId);
    }

    /// <inheritdoc/>
    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        return new(OperationalData(_networks.Get(networkId).Get(endpointId)));
    }

    /// <inheritdoc/>
    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        var network = _networks.Get(networkId);
        var endpoint = network.Get(endpointId);
        if (endpoint.IsJoined)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "a container has already joined the endpoint");
        }

        var ports = PortOptionsParser.Parse(sandboxOptions);
        var hairpin = ports.Bindings.Count > 0;
        if (string.IsNullOrEmpty(sandboxKey) || !joinInfo.InterfaceName.SupportsCreatedInSandbox)
        {
            // Whoever owns the sandbox moves the link into it: Docker does.
            await _ports.AttachAsync(network, endpoint, sandbox: null, endpoint.SandboxLinkName, hairpin, cancellationToken);
            joinInfo.InterfaceName.SetNames(endpoint.SandboxLinkName, network.Config.ContainerInterfacePrefix);
        }
        else
        {
            using var sandbox = OpenSandbox(sandboxKey);
            var name = joinInfo.InterfaceName.ReserveName(network.Config.ContainerInterfacePrefix);
            await _ports.AttachAsync(network, endpoint, sandbox, name, hairpin, cancellationToken);
            joinInfo.InterfaceName.SetCreatedInSandbox(endpoint.HostLinkName, name);
        }

        endpoint.IsJoined = true;
        RememberPorts(network, endpoint, ports);
        SetGateways(network.Config, joinInfo);
    }

    /// <inheritdoc/>
    public async ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        if (_networks.Find(networkId) is { } network && network.Find(endpointId) is { IsJoined: true } endpoint)
        {
            await DetachAsync(network, endpoint, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    /// <summary>Stops guarding the firewall. Networks and sandboxes go on.</summary>
    public ValueTask DisposeAsync() => _firewall.DisposeAsync();

    private static NetworkNamespace OpenSandbox(string sandboxKey)
    {
        try
        {
            return NetworkNamespace.Open(sandboxKey);
        }
        catch (KernelException e)
        {
            throw KernelRefusal.ToNetworkException($"sandbox {sandboxKey} cannot be joined", e);
        }
    }

    private static void SetGateways(BridgeConfig config, IJoinInfo joinInfo)
    {
        if (config.IPv4?.Gateway is { } ipv4)
        {
            joinInfo.SetGateway(ipv4);
        }

        if (config.IPv6?.Gateway is { } ipv6)
        {
            joinInfo.SetGatewayIPv6(ipv6);
        }
    }

    private async ValueTask DetachAsync(BridgeNetwork network, BridgeEndpoint endpoint, CancellationToken cancellationToken)
    {
        await _publisher.TakeOffAsync(network, endpoint, cancellationToken);
        await _ports.DetachAsync(endpoint, cancellationToken);
        endpoint.IsJoined = false;
        endpoint.Ports = SandboxPorts.None;
    }

    private async ValueTask DeleteBridgeAsync(BridgeConfig config, bool keepsDefault, CancellationToken cancellationToken)
    {
        if (!await _devices.DeleteAsync(config, keepsDefault, cancellationToken))
        {
            Log.ForeignBridge(_logger, config.NetworkId, config.InterfaceName);
        }
    }
}
