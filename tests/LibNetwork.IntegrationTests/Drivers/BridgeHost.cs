using System.Text.Json;
using LibNetwork.Drivers;
using LibNetwork.Drivers.Bridge;
using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.Linux.Namespaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>A bridge driver on a host of the test's own, with the test in the engine's place.</summary>
internal sealed class BridgeHost : IAsyncDisposable
{
    public const string InstanceId = "0badcafe";

    private int _count;

    private readonly IFirewall _firewall;

    private BridgeHost(TestHost host, LinkReaper reaper, IFirewall firewall) => (Host, Reaper, _firewall) = (host, reaper, firewall);

    public TestHost Host { get; }

    /// <summary>The firewall, unless it is a real one.</summary>
    public RecordingFirewall Firewall => (RecordingFirewall)_firewall;

    public LinkReaper Reaper { get; private set; }

    public BridgeDriver Driver { get; private set; } = null!;

    public BridgeDriverOptions Options { get; init; } = new();

    public static async Task<BridgeHost> CreateAsync(bool enableForwarding = true) =>
        await CreateAsync(await TestHost.CreateAsync(), new RecordingFirewall(), enableForwarding);

    public static async Task<BridgeHost> CreateWithFirewallAsync(FirewallOptions? options = null)
    {
        var host = await TestHost.CreateAsync();
        return await CreateAsync(host, await NftablesFirewall.OpenAsync(host.Namespace, InstanceId, new LinkOwner(InstanceId).PortGroup, options ?? new FirewallOptions()), enableForwarding: true);
    }

    private static async Task<BridgeHost> CreateAsync(TestHost host, IFirewall firewall, bool enableForwarding)
    {
        var bridges = new BridgeHost(host, await StartReaperAsync(host), firewall) { Options = new() { EnableIPForwarding = enableForwarding } };
        bridges.Driver = bridges.NewDriver();
        return bridges;
    }

    /// <summary>Forgets everything, as a process does that is killed; the kernel remembers.</summary>
    public async Task CrashAsync()
    {
        await Driver.DisposeAsync();
        await Reaper.DisposeAsync();
        Reaper = await StartReaperAsync(Host);
        (_firewall as RecordingFirewall)?.Networks.Clear();
        Driver = NewDriver();
    }

    /// <summary>Creates a network: <c>10.N.0.0/16</c>, and <c>fd00:N::/64</c> if wanted.</summary>
    public async Task<TestNetwork> CreateNetworkAsync(bool ipv6 = false, params (string Label, string Value)[] labels)
    {
        var network = PlanNetwork(ipv6, labels);
        await CreateNetworkAsync(network);
        return network;
    }

    public ValueTask CreateNetworkAsync(TestNetwork network) =>
        Driver.CreateNetworkAsync(network.Id, network.Options, network.IPv4Data, network.IPv6Data);

    public TestNetwork PlanNetwork(bool ipv6 = false, params (string Label, string Value)[] labels) => new(++_count, ipv6, labels);

    /// <summary>As <see cref="AttachAsync"/>, with published ports, of a sandbox that has its way out here.</summary>
    public async Task<TestSandbox> PublishAsync(TestNetwork network, params PortBinding[] ports)
    {
        var sandbox = await PlanSandboxAsync(network);
        await sandbox.JoinAsync(ports);
        await sandbox.ProgramAsync(ipv4: true, ipv6: network.IPv6);
        return sandbox;
    }

    /// <summary>Creates an endpoint and a sandbox, joins them, and does inside what the engine does.</summary>
    public async Task<TestSandbox> AttachAsync(TestNetwork network)
    {
        var sandbox = await PlanSandboxAsync(network);
        await sandbox.JoinAsync();
        return sandbox;
    }

    /// <summary>Creates an endpoint and a sandbox.</summary>
    public async Task<TestSandbox> PlanSandboxAsync(TestNetwork network)
    {
        var sandbox = new TestSandbox(this, network, ++_count, await Host.AddNamespaceAsync($"sandbox{_count}"));
        await Driver.CreateEndpointAsync(network.Id, sandbox.EndpointId, sandbox.InterfaceInfo, DriverOptions.Empty);
        return sandbox;
    }

    /// <summary>A link as <c>ip</c> describes it; null when there is none.</summary>
    public JsonElement? Link(string name)
    {
        var (exitCode, output) = Host.TryRun($"ip -j -d link show dev {name}");
        return exitCode == 0 ? JsonDocument.Parse(output).RootElement[0] : null;
    }

    public string PinOf(NetworkNamespace inside) => $"/proc/{Environment.ProcessId}/fd/{inside.Handle.DangerousGetHandle()}";

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        await Reaper.DisposeAsync();
        await _firewall.DisposeAsync();
        await Host.DisposeAsync();
    }

    private static ValueTask<LinkReaper> StartReaperAsync(TestHost host) =>
        LinkReaper.StartAsync(host.Namespace, new LinkOwner(InstanceId), NullLogger<LinkReaper>.Instance);

    private BridgeDriver NewDriver() => new(
        Options, Host.Namespace, Host.Route, new LinkOwner(InstanceId), Reaper, _firewall, TimeProvider.System, NullLogger<BridgeDriver>.Instance);
}
