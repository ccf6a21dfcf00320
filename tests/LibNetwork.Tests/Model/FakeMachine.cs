using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.Reconciliation;
using LibNetwork.Sandboxing;
using LibNetwork.Serving;
using LibNetwork.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Model;

/// <summary>A machine without a kernel: an engine that is started on it anew finds its records and what its driver has made.</summary>
internal sealed class FakeMachine : IDisposable
{
    private static readonly NetworkNamespace s_host = NetworkNamespace.Current();

    private readonly string _root = Directory.CreateTempSubdirectory("dnet-model-").FullName;
    private readonly RouteSocket _socket = s_host.OpenRouteSocketAsync().AsTask().GetAwaiter().GetResult();

    internal FakeKernel Kernel { get; } = new();

    internal FakeStore Store { get; } = new();

    /// <summary>Is told of each call of the driver before it is made, and may fail it, or hold it up.</summary>
    internal Func<string, CancellationToken, ValueTask> BeforeCallAsync { get; set; } = (_, _) => default;

    /// <summary>Is told before a namespace is made or given up, and may fail that.</summary>
    internal Action<string> BeforeNamespace { get; set; } = _ => { };

    /// <summary>The engine that runs.</summary>
    internal NetworkController Engine { get; private set; } = null!;

    // Deleted endpoints are remembered for as long as their network is there.
    private Dictionary<(RecordKind Kind, string Id), byte[]> Records => Store.Records.Where(record => StateOf(record.Value) != RecordState.Former).ToDictionary();

    public void Dispose()
    {
        _socket.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Starts an engine; one that ran before is forgotten, as if it had been killed.</summary>
    internal async Task StartAsync()
    {
        var served = new ServedRecords(Store);
        var context = new ControllerContext
        {
            InstanceId = "00000000",
            NamespaceRoot = _root,
            HostNamespace = s_host,
            HostSocket = _socket,
            Announcer = new AddressAnnouncer(_socket, TimeProvider.System, NullLogger.Instance),
            HostNetworks = _ => new((IReadOnlyList<System.Net.IPNetwork>)[]),
            Events = new EngineEvents(TimeProvider.System),
            Namespaces = new FakeNamespaces(Kernel, step => BeforeNamespace(step)),
            Plugins = new PluginRegistry(new PluginDirectories { Sockets = [], Specs = [] }, TimeSpan.FromSeconds(1), TimeProvider.System, NullLogger<Plugin>.Instance),
            Store = new SettlingStore(Store, NullLogger.Instance),
            Logger = NullLogger.Instance,
            Clock = TimeProvider.System,
            ServedNetworks = new ServedNetworks(served, TimeProvider.System, "boot", NullLogger.Instance),
        };
        await context.Ipams.RegisterAsync(DefaultIpamDriver.Name, new DefaultIpamDriver(), CancellationToken.None);
        context.ServedIpam = new ServedIpamDriver((await context.Ipams.GetAsync(DefaultIpamDriver.Name, CancellationToken.None)).Driver, served, TimeProvider.System, "boot",
            context.HostNetworks, NullLogger.Instance);
        context.Drivers.RegisterDriver("fake", new FakeDriver(Kernel, (call, stop) => BeforeCallAsync(call, stop)), new Capability(Scope.Local));
        var report = await new Restorer(context, new DeferredWork(context)).RunAsync(CancellationToken.None);
        Engine = new NetworkController(context, report, () => ValueTask.CompletedTask);
    }

    /// <summary>Engine, store and kernel agree.</summary>
    internal void AssertAgreement(string because = "")
    {
        Kernel.Bridges.Keys.Should().BeEquivalentTo(Engine.Networks.Select(network => network.Id), because);
        Kernel.Namespaces.Keys.Should().BeEquivalentTo(Engine.Sandboxes.Select(sandbox => sandbox.Key), because);
        Kernel.Links.Select(link => (link.Key, (string?)link.Value)).Should().BeEquivalentTo(
            Engine.Endpoints.Where(endpoint => endpoint.Sandbox is not null).Select(endpoint => (endpoint.Id, endpoint.Sandbox?.Key)), because);
        Kernel.Ports.Keys.Should().BeEquivalentTo(Engine.Sandboxes.Select(sandbox => sandbox.Gateways.IPv4?.Id).OfType<string>(), because);
        Records.Keys.Select(key => key.Id).Should().BeEquivalentTo(
            Engine.Networks.Select(network => network.Id).Concat(Engine.Endpoints.Select(endpoint => endpoint.Id)).Concat(Engine.Sandboxes.Select(sandbox => sandbox.Id)), because);
        foreach (var record in Records)
        {
            StateOf(record.Value).Should().Be(RecordState.Ready, because);
        }
    }

    /// <summary>Nothing is left, and every address can be handed out again.</summary>
    internal async Task AssertNothingLeftAsync()
    {
        AssertAgreement();
        Records.Should().BeEmpty();
        Kernel.Bridges.Should().BeEmpty();
        Kernel.Namespaces.Should().BeEmpty();
        Kernel.Links.Should().BeEmpty();
        Kernel.Ports.Should().BeEmpty();
        var all = await Engine.CreateNetworkAsync(new NetworkConfig { Name = "all", Driver = "fake", IpamPools = [new IpamPoolConfig { Subnet = "10.0.0.0/8" }] });
        await all.DeleteAsync();
    }

    private static RecordState StateOf(byte[] record)
    {
        using var json = JsonDocument.Parse(record.AsMemory(1));
        return (RecordState)json.RootElement.GetProperty("State").GetInt32();
    }
}
