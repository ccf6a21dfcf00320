using LibNetwork.Discovery;
using LibNetwork.DriverApi;
using LibNetwork.Events;
using LibNetwork.Reconciliation;
using LibNetwork.Serving;

namespace LibNetwork;

/// <summary>The engine: networks, endpoints and sandboxes of one host.</summary>
/// <remarks>Every member may be called from any thread. Names, ids and id prefixes all find an object: a full id wins, then a name, then a
/// prefix that fits one object alone.</remarks>
public sealed class NetworkController : IAsyncDisposable
{
    private readonly ControllerContext _context;
    private readonly Func<ValueTask> _stop;

    internal NetworkController(ControllerContext context, IReadOnlyList<string> startReport, Func<ValueTask> stop)
    {
        _context = context;
        _stop = stop;
        StartReport = startReport;
    }

    /// <summary>Eight hex digits that mark everything this controller makes in the kernel.</summary>
    public string InstanceId => _context.InstanceId;

    /// <summary>What starting found and did: lost records, removed leftovers, repaired links; one line each.</summary>
    public IReadOnlyList<string> StartReport { get; }

    /// <summary>The networks, in order of creation.</summary>
    public IReadOnlyList<Network> Networks => [.. _context.Networks.All.OrderBy(network => network.Created).ThenBy(network => network.Id, StringComparer.Ordinal)];

    /// <summary>The sandboxes, in order of creation.</summary>
    public IReadOnlyList<Sandbox> Sandboxes => [.. _context.Sandboxes.All.OrderBy(sandbox => sandbox.Created).ThenBy(sandbox => sandbox.Id, StringComparer.Ordinal)];

    /// <summary>The endpoints of every network, in order of creation.</summary>
    public IReadOnlyList<Endpoint> Endpoints =>
        [.. _context.Networks.All.SelectMany(network => network.EndpointIndex.All).OrderBy(endpoint => endpoint.Created).ThenBy(endpoint => endpoint.Id, StringComparer.Ordinal)];

    /// <summary>The nodes of the cluster, as drivers are told them: this one first, then by address. Empty without
    /// <see cref="NetworkControllerOptions.NodeDiscovery"/>.</summary>
    public IReadOnlyList<DiscoveredNode> Nodes => _context.NodeDiscovery?.Nodes ?? [];

    /// <summary>The types of the drivers that networks may have, in alphabetical order; of plugins, those that were used.</summary>
    public IReadOnlyList<string> DriverTypes => [.. _context.Drivers.Types.Order(StringComparer.Ordinal)];

    /// <summary>The types of the drivers that can be served to another engine, in alphabetical order: all but <c>host</c> and <c>null</c>, whose one
    /// network nobody could delete again.</summary>
    public IReadOnlyList<string> ServableDriverTypes => [.. _context.Drivers.All.Where(IsServable).Select(driver => driver.Type).Order(StringComparer.Ordinal)];

    /// <summary>The networks that other engines own and drivers of this one realise, in order of creation. They are not among <see cref="Networks"/>.</summary>
    public IReadOnlyList<ServedNetworkInfo> ServedNetworks => [.. _context.ServedNetworks.All.Select(network => network.Info)
        .OrderBy(network => network.Created).ThenBy(network => network.Id, StringComparer.Ordinal)];

    /// <summary>The default IPAM driver for another engine's use: pools come from where this engine's own come from and never overlap them;
    /// pools and addresses are remembered across restarts.</summary>
    public IIpamDriver ServedIpamDriver => _context.ServedIpam;

    /// <summary>Starts an engine: opens its store, adopts what runs, removes what has no owner.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: the options are wrong;
    /// <see cref="ErrorKind.Conflict"/>: another process runs on the same data root.</exception>
    public static ValueTask<NetworkController> StartAsync(NetworkControllerOptions options, CancellationToken cancellationToken = default) =>
        ControllerStart.RunAsync(options, cancellationToken);

    /// <summary>Creates a network.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> with every wrong field in its message;
    /// <see cref="ErrorKind.Conflict"/>: the name is taken; <see cref="ErrorKind.NotFound"/>: the driver is unknown;
    /// <see cref="ErrorKind.Forbidden"/>: it overlaps another network, its name is that of a predefined one, or it asks for what does not
    /// go together with its scope or its configuration network (C-040 to C-048, C-166); <see cref="ErrorKind.Unavailable"/> or
    /// <see cref="ErrorKind.Timeout"/>: its plugin cannot be reached, or does not answer.</exception>
    public ValueTask<Network> CreateNetworkAsync(NetworkConfig config, CancellationToken cancellationToken = default) =>
        NetworkLifecycle.CreateAsync(_context, config, cancellationToken);

    /// <summary>Deletes the networks that no endpoint is on, in order of creation; one that cannot be deleted stays and is logged. Kept are
    /// configuration-only and predefined networks, and networks that cannot be deleted (C-060).</summary>
    /// <param name="chosen">Which of them. Default: null, all.</param>
    /// <param name="cancellationToken">Ends the call early; what is deleted by then is.</param>
    /// <returns>The names of those that were deleted.</returns>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: somebody prunes already (I-085).</exception>
    public ValueTask<IReadOnlyList<string>> PruneNetworksAsync(Func<Network, bool>? chosen = null, CancellationToken cancellationToken = default) =>
        NetworkPruning.RunAsync(_context, Networks, chosen ?? (static _ => true), cancellationToken);

    /// <summary>Creates a sandbox: a network namespace with nothing but a loopback in it.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>; <see cref="ErrorKind.Conflict"/>: the name is taken.</exception>
    public ValueTask<Sandbox> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken = default) =>
        SandboxLifecycle.CreateAsync(_context, config, cancellationToken);

    /// <summary>A driver of this engine for another engine's use, such as Docker's: what that one says is remembered across restarts.</summary>
    /// <param name="type">One of <see cref="ServableDriverTypes"/>.</param>
    /// <returns>The driver, with the abilities the driver itself has, and what it says of itself. It knows the networks that came in through it
    /// and none of this engine's own; it may be served several times over.</returns>
    /// <remarks>CreateNetwork of an id that exists is <see cref="ErrorKind.Conflict"/>; ids are 12 to 64 digits and lower-case letters.</remarks>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is no driver of that type;
    /// <see cref="ErrorKind.Forbidden"/>: it cannot be served.</exception>
    public (INetworkDriver Driver, Capability Capability) GetServedDriver(string type)
    {
        var registered = _context.Drivers.Find(type) ?? throw NetworkErrors.UnknownDriver(type);
        return IsServable(registered) ? (ServedDriver.Of(_context.ServedNetworks, registered.Driver), registered.Capability)
            : throw new NetworkException(ErrorKind.Forbidden, $"driver {type} cannot be served: its one network could never be deleted");
    }

    /// <summary>Watches what happens from now on: networks made and deleted, sandboxes connected and disconnected, endpoints and sandboxes made and
    /// deleted. An event is told when what it tells is done.</summary>
    /// <param name="since">Past events from then on come first; the last 256 are kept. Default: null, none.</param>
    /// <returns>The events, in the order in which they happened; dispose it to end.</returns>
    public EventWatch WatchEvents(DateTimeOffset? since = null) => _context.Events.Hub.Watch(since);

    /// <summary>Finds a network by id, name or id prefix.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>; <see cref="ErrorKind.InvalidParameter"/>: the prefix fits several.</exception>
    public Network GetNetwork(string nameOrId) => _context.Networks.Find(nameOrId) ?? throw NetworkErrors.NoSuchNetwork(nameOrId);

    /// <summary>Finds a sandbox by id, name or id prefix.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>; <see cref="ErrorKind.InvalidParameter"/>: the prefix fits several.</exception>
    public Sandbox GetSandbox(string nameOrId) => _context.Sandboxes.Find(nameOrId) ?? throw NetworkErrors.NoSuchSandbox(nameOrId);

    /// <summary>Finds an endpoint by id, name, name and network (<c>web.frontend</c>, the last dot separates: I-046) or id prefix.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>; <see cref="ErrorKind.InvalidParameter"/>: it fits several.</exception>
    public Endpoint GetEndpoint(string nameOrId)
    {
        var found = _context.Networks.All.Select(network => network.EndpointIndex.Find(nameOrId)).OfType<Endpoint>().ToList();
        var exact = found.FindAll(endpoint => endpoint.Id == nameOrId || endpoint.Name == nameOrId);
        return (found, exact) switch
        {
            (_, [var only]) => only,
            ([var only], _) => only,
            ([], _) => FindOnNetwork(nameOrId) ?? throw NetworkErrors.NoSuchEndpoint(nameOrId),
            _ => throw new NetworkException(ErrorKind.InvalidParameter, $"endpoint {nameOrId} is ambiguous: networks "
                + $"{string.Join(", ", found.Select(e => e.Network.Name).Order(StringComparer.Ordinal))} have one; name it {nameOrId}.NETWORK"),
        };
    }

    /// <summary>The plugins there are files for and those that networks depend on, in alphabetical order. None of them is called: their state is
    /// that of the last call (B-024).</summary>
    public IReadOnlyList<PluginInfo> ListPlugins() => _context.Plugins.List();

    /// <summary>As <see cref="ListPlugins"/>, after each was asked for a sign of life, all at once; one that does not answer is told to be failing
    /// after 10 s at the latest.</summary>
    public async ValueTask<IReadOnlyList<PluginInfo>> ProbePluginsAsync(CancellationToken cancellationToken = default)
    {
        await _context.Plugins.ProbeAsync(cancellationToken);
        return ListPlugins();
    }

    /// <summary>Compares the kernel with the records: every network, endpoint and sandbox, the packet filter, leftovers under this controller's
    /// marks, and settings of the host that keep sandboxes from being reached. Nothing is changed.</summary>
    /// <returns>What is not as it should be; empty when all is well.</returns>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Internal"/>: the kernel refused to be asked.</exception>
    public ValueTask<IReadOnlyList<Finding>> DiagnoseAsync(CancellationToken cancellationToken = default) =>
        new Inspection(_context).RunAsync(repair: false, cancellationToken);

    /// <summary>As <see cref="DiagnoseAsync"/>, and repairs what is this controller's own. What is as it should be is not touched: connections through
    /// it go on.</summary>
    /// <returns>What was found, each with what became of it.</returns>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Internal"/>: the kernel refused to be asked.</exception>
    public ValueTask<IReadOnlyList<Finding>> RepairAsync(CancellationToken cancellationToken = default) =>
        new Inspection(_context).RunAsync(repair: true, cancellationToken);

    /// <summary>Stops. With a data root, networks and sandboxes go on living and the next start adopts them; without one they are removed.</summary>
    public ValueTask DisposeAsync() => _stop();

    private static bool IsServable(RegisteredDriver driver) => driver.Type is not ("host" or "null");

    private Endpoint? FindOnNetwork(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? null : _context.Networks.Find(name[(dot + 1)..])?.EndpointIndex.Find(name[..dot]);
    }
}
