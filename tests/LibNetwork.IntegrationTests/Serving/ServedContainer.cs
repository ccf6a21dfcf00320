using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>A container of the engine that the test plays: it owns the namespace, moves the link into it and gives it its addresses.</summary>
internal sealed class ServedContainer(ServingHost host, ServedTestNetwork network, string endpointId, int number)
{
    private NetworkNamespace? _inside;

    public string EndpointId => endpointId;

    public string HostLink => $"veth{endpointId[..11]}";

    public string Key => Path.Combine(host.Host.Root, "ns", Name);

    public string Address => $"10.{network.Number}.0.{number}";

    public string AddressIPv6 => $"fd00:{network.Number}::{number}";

    public NetworkNamespace Inside => _inside!;

    /// <summary>The options of its sandbox.</summary>
    public DriverOptions SandboxOptions { get; init; } = DriverOptions.Empty;

    public DockerJoinInfo JoinInfo { get; private set; } = new();

    private string Name => $"c-{endpointId[..12]}";

    public async Task StartAsync()
    {
        var info = new EndpointInterface();
        info.SetIPAddress(CidrAddress.Parse($"{Address}/24"));
        info.SetIPAddress(CidrAddress.Parse($"{AddressIPv6}/64"));
        await host.Driver.CreateEndpointAsync(network.Id, endpointId, info, DriverOptions.Empty);
        _inside = await host.Host.AddNamespaceAsync(Name);
        await JoinAsync();
    }

    public async Task JoinAsync()
    {
        JoinInfo = new DockerJoinInfo();
        await host.Driver.JoinAsync(network.Id, endpointId, Key, JoinInfo, DriverOptions.Empty, SandboxOptions);
        host.Host.Run($"ip link set {JoinInfo.SourceName} netns {Key}");
        TestHost.RunIn(Inside, $"ip link set {JoinInfo.SourceName} name {JoinInfo.Prefix}0 addrgenmode none; ip link set lo up; ip link set eth0 up; "
            + $"ip addr add {Address}/24 dev eth0; ip -6 addr add {AddressIPv6}/64 dev eth0 nodad; ip route add default via {JoinInfo.Gateway}");
    }

    /// <summary>Makes it its sandbox's way out: its ports are published.</summary>
    public ValueTask ProgramAsync() => ((IExternalConnectivity)host.Driver).ProgramExternalConnectivityAsync(network.Id, endpointId, endpointId, endpointId);

    public ValueTask RevokeAsync() => ((IExternalConnectivity)host.Driver).ProgramExternalConnectivityAsync(network.Id, endpointId, "", "");

    /// <summary>Stops the container: the link goes back to the host first, as on <c>network disconnect</c>.</summary>
    public async Task DisconnectAsync()
    {
        TestHost.RunIn(Inside, $"ip link set eth0 down; ip link set eth0 name {JoinInfo.SourceName}; ip link set {JoinInfo.SourceName} netns {host.Host.Pin}");
        await LeaveAsync();
    }

    /// <summary>Stops the container: its namespace takes the link along.</summary>
    public async Task KillAsync()
    {
        Die();
        await LeaveAsync();
    }

    /// <summary>The namespace ends, and nobody tells the driver.</summary>
    public void Die()
    {
        NetworkNamespace.Unpin(Key);
        Inside.Dispose();
    }

    public async Task LeaveAsync()
    {
        await host.Driver.LeaveAsync(network.Id, endpointId);
        await host.Driver.DeleteEndpointAsync(network.Id, endpointId);
    }

    /// <summary>Whether a ping comes back. More than one is sent: the kernel takes a moment to let packets through a new port.</summary>
    public bool Reaches(string address) => TestHost.TryRunIn(Inside, $"ping -n -c 3 -i 0.2 -W 1 {address}").ExitCode == 0;
}
