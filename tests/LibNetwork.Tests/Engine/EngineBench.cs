using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Linux.Namespaces;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.Reconciliation;
using LibNetwork.Sandboxing;
using LibNetwork.Serving;
using LibNetwork.Store;
using LibNetwork.Tests.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Engine;

/// <summary>An engine on a <see cref="Serving.Machine"/>: its records on that disk, its drivers in memory, nothing in the kernel. Needs no root.</summary>
internal sealed class EngineBench : IAsyncDisposable
{
    private readonly List<IDisposable> _open = [];
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"bench-{Guid.NewGuid():N}");
    private int _sandboxes;

    private EngineBench(Machine machine, TimeProvider? clock)
    {
        Machine = machine;
        Clock = clock ?? TimeProvider.System;
    }

    public Machine Machine { get; }

    public TimeProvider Clock { get; }

    /// <summary>The driver <c>fake</c>: local, as the built-in ones are.</summary>
    public KernelDriver Driver { get; private set; } = null!;

    /// <summary>The driver <c>wide</c>: its networks reach every host.</summary>
    public KernelDriver Wide { get; private set; } = null!;

    public ControllerContext Context { get; private set; } = null!;

    public NetworkController Controller { get; private set; } = null!;

    public IReadOnlyList<string> Findings { get; private set; } = [];

    /// <summary>What the host itself uses; asked for anew at each allocation.</summary>
    public Func<IReadOnlyList<IPNetwork>> HostNetworks { get; set; } = static () => [];

    /// <summary>The networks from the start; their driver bridge is in memory, too.</summary>
    public PredefinedNetworkOptions? Predefined { get; set; }

    /// <summary>The call that the driver bridge refuses; empty for none.</summary>
    public string RefuseBridge { get; set; } = "";

    public IReadOnlyList<PredefinedPool> Pools { get; set; } = PredefinedPool.LocalDefaults;

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> DefaultNetworkOptions { get; set; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public static async Task<EngineBench> StartAsync(Action<EngineBench>? settings = null, TimeProvider? clock = null)
    {
        var bench = new EngineBench(new Machine(), clock);
        settings?.Invoke(bench);
        await bench.RestartAsync();
        return bench;
    }

    /// <summary>The process ends, however it does, and another starts on the same disk. No sandbox outlives it.</summary>
    public async Task RestartAsync()
    {
        Machine.Restart();
        Driver = new KernelDriver(Machine);
        Wide = new KernelDriver(new Machine(), "wide"); // elsewhere: a driver takes whatever nobody owns for its own leftovers
        Directory.CreateDirectory(_directory);
        var host = Keep(NetworkNamespace.Current());
        var socket = Keep(await host.OpenRouteSocketAsync());
        Context = new ControllerContext
        {
            InstanceId = "0123abcd",
            NamespaceRoot = _directory,
            HostNamespace = host,
            HostSocket = socket,
            HostNetworks = _ => new(HostNetworks()),
            Namespaces = new NamespacePool(_directory, 0, socket, host, NullLogger.Instance),
            Store = new SettlingStore(Machine.Disk, NullLogger.Instance),
            Logger = NullLogger.Instance,
            Announcer = new AddressAnnouncer(socket, Clock, NullLogger.Instance),
            Clock = Clock,
            Events = new EngineEvents(Clock),
            DefaultNetworkOptions = DefaultNetworkOptions,
            HasPredefinedNetworks = Predefined is not null,
            Plugins = new PluginRegistry(new PluginDirectories { Sockets = [], Specs = [] }, TimeSpan.FromSeconds(1), TimeProvider.System, NullLogger<Plugin>.Instance),
            ServedNetworks = new ServedNetworks(new ServedRecords(Machine.Disk), TimeProvider.System, "boot 1", NullLogger.Instance),
        };
        await Context.Ipams.RegisterAsync(DefaultIpamDriver.Name, new DefaultIpamDriver(new IpamOptions { LocalPools = Pools }));
        await Context.Ipams.RegisterAsync(NullIpamDriver.Name, new NullIpamDriver());
        Context.ServedIpam = new ServedIpamDriver((await Context.Ipams.GetAsync("default")).Driver, new ServedRecords(Machine.Disk), TimeProvider.System, "boot 1",
            Context.HostNetworks, NullLogger.Instance);
        Context.Drivers.RegisterDriver("fake", Driver, new Capability(Scope.Local));
        Context.Drivers.RegisterDriver("wide", Wide, new Capability(Scope.Global));
        Context.Drivers.RegisterDriver("null", LibNetwork.Drivers.Null.NullDriver.Create(), LibNetwork.Drivers.Null.NullDriver.Capability);
        Context.Drivers.RegisterDriver("bridge", new KernelDriver(new Machine(), "bridge") { Refuse = RefuseBridge }, new Capability(Scope.Local));
        Context.Drivers.RegisterDriver("host", LibNetwork.Drivers.Host.HostDriver.Create(), LibNetwork.Drivers.Host.HostDriver.Capability);
        List<string> findings = [.. await new Restorer(Context, new DeferredWork(Context)).RunAsync(CancellationToken.None)];
        if (Predefined is not null)
        {
            await new PredefinedNetworks(Predefined).EnsureAsync(Context, findings.Add, CancellationToken.None);
        }

        Findings = findings;
        Controller = new NetworkController(Context, Findings, () => ValueTask.CompletedTask);
    }

    public ValueTask<Network> NetworkAsync(string name, params string[] subnets) => Controller.CreateNetworkAsync(Config(name, subnets));

    public static NetworkConfig Config(string name, params string[] subnets) => new()
    {
        Name = name,
        Driver = "fake",
        EnableIPv6 = subnets.Any(subnet => subnet.Contains(':')),
        IpamPools = [.. subnets.Select(subnet => new IpamPoolConfig { Subnet = subnet })],
    };

    /// <summary>A sandbox without a namespace: drivers hear of it, the kernel does not.</summary>
    public Sandbox Sandbox(string name)
    {
        var record = new SandboxRecord
        {
            Id = (++_sandboxes).ToString("x64"),
            Created = Clock.GetUtcNow(),
            Config = new SandboxConfig { Name = name },
        };
        var sandbox = new Sandbox(Context, record, space: null, $"{_directory}/{name}");
        Context.Sandboxes.Reserve(name);
        Context.Sandboxes.Add(record.Id, name, sandbox);
        return sandbox;
    }

    public async ValueTask DisposeAsync()
    {
        await Controller.DisposeAsync();
        _open.ForEach(open => open.Dispose());
        Directory.Delete(_directory, recursive: true);
    }

    private T Keep<T>(T open)
        where T : IDisposable
    {
        _open.Add(open);
        return open;
    }
}
