using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>A sandbox with an endpoint on one network.</summary>
internal sealed class TestSandbox(BridgeHost host, TestNetwork network, int number, NetworkNamespace inside)
{
    public string EndpointId { get; } = number.ToString("x11").PadRight(64, 'f');

    public string HostLink => $"veth{EndpointId[..11]}";

    public NetworkNamespace Inside => inside;

    public string Key => host.PinOf(inside);

    public string Address => $"10.{network.Number}.1.{number}";

    public string AddressIPv6 => $"fd00:{network.Number}::1:{number}";

    public InterfaceInfo InterfaceInfo { get; } = new()
    {
        Address = CidrAddress.Parse($"10.{network.Number}.1.{number}/16"),
        AddressIPv6 = network.IPv6 ? CidrAddress.Parse($"fd00:{network.Number}::1:{number}/64") : null,
    };

    public JoinInfo JoinInfo { get; private set; } = new();

    public bool IsJoined { get; private set; }

    /// <summary>The options of the sandbox: its ports.</summary>
    public DriverOptions Options { get; private set; } = DriverOptions.Empty;

    /// <summary>Whether it is its sandbox's way out, by IPv4 and by IPv6.</summary>
    public (bool IPv4, bool IPv6) IsGateway { get; private set; }

    public Task JoinAsync() => JoinAsync([]);

    public Task JoinAsync(params PortBinding[] ports) =>
        JoinAsync(ports.Length == 0 ? DriverOptions.Empty : new DriverOptions([new(NetLabel.PortMap, ports)]));

    public async Task JoinAsync(DriverOptions options)
    {
        JoinInfo = new JoinInfo();
        Options = options;
        await host.Driver.JoinAsync(network.Id, EndpointId, Key, JoinInfo, DriverOptions.Empty, Options);
        IsJoined = true;
        var name = JoinInfo.SandboxName;
        Run($"ip link set lo up; ip link set {name} addrgenmode none up; ip addr add {Address}/16 dev {name}");
        if (network.IPv6)
        {
            Run($"ip addr add {AddressIPv6}/64 dev {name} nodad");
        }

        if (JoinInfo.Gateway is { } gateway)
        {
            Run($"ip route add default via {gateway}");
        }

        if (JoinInfo.GatewayIPv6 is { } gatewayIPv6)
        {
            Run($"ip route add default via {gatewayIPv6}");
        }
    }

    /// <summary>Tells the driver whether the endpoint is its sandbox's way out.</summary>
    public async Task ProgramAsync(bool ipv4, bool ipv6)
    {
        await host.Driver.ProgramExternalConnectivityAsync(network.Id, EndpointId, ipv4 ? EndpointId : "", ipv6 ? EndpointId : "");
        IsGateway = (ipv4, ipv6);
    }

    /// <summary>The ports that the driver says it has published.</summary>
    public async Task<IReadOnlyList<PortBinding>> PublishedAsync() =>
        (await OperationalDataAsync()).TryGet<IReadOnlyList<PortBinding>>(NetLabel.PortMap, out var ports) ? ports : [];

    public async Task<DriverOptions> OperationalDataAsync() => await host.Driver.EndpointOperInfoAsync(network.Id, EndpointId);

    public async Task LeaveAsync()
    {
        await host.Driver.LeaveAsync(network.Id, EndpointId);
        IsJoined = false;
    }

    /// <summary>Whether a ping comes back. More than one is sent: the kernel takes a moment to let packets through a new port.</summary>
    public bool Reaches(string address, string options = "") =>
        TestHost.TryRunIn(inside, $"ping -n -c 3 -i 0.2 -W 1 {options} {address}").ExitCode == 0;

    public string Run(string command) => TestHost.RunIn(inside, command);
}
