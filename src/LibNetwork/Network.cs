using System.Collections.ObjectModel;
using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>A network: a group of endpoints that reach each other.</summary>
public sealed class Network
{
    private DriverOptions? _options;
    private AnnouncementOptions? _announcements;

    internal Network(ControllerContext context, NetworkRecord record, RegisteredDriver driver)
    {
        Context = context;
        Record = record;
        Driver = driver;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public string Id => Record.Id;

    /// <summary>What was asked for.</summary>
    public NetworkConfig Config => Record.Config;

    /// <summary>The name.</summary>
    public string Name => Config.Name;

    /// <summary>How far it reaches: what was asked for, else the driver's data scope.</summary>
    public Scope Scope => Record.Scope == Scope.None ? Driver.Capability.DataScope : Record.Scope;

    /// <summary>Whether it is there from the start, so that nobody can delete it (C-166).</summary>
    public bool IsPredefined => Record.IsPredefined && Context.HasPredefinedNetworks;

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created => Record.Created;

    /// <summary>Its IPv4 pools, as allocated.</summary>
    public IReadOnlyList<IpamData> IPv4Data => [.. Record.IPv4Pools.Select(pool => pool.Data)];

    /// <summary>Its IPv6 pools, as allocated.</summary>
    public IReadOnlyList<IpamData> IPv6Data => [.. Record.IPv6Pools.Select(pool => pool.Data)];

    /// <summary>Its endpoints, in order of creation.</summary>
    public IReadOnlyList<Endpoint> Endpoints => [.. EndpointIndex.All.OrderBy(endpoint => endpoint.Created).ThenBy(endpoint => endpoint.Id, StringComparer.Ordinal)];

    /// <summary>Whether it is there for sandboxes that have no other way out (C-111).</summary>
    internal bool IsGatewayNetwork => GatewayNetworks.IsName(Name);

    internal ControllerContext Context { get; }

    internal RegisteredDriver Driver { get; }

    internal NetworkRecord Record { get; set; }

    internal AsyncLock Lock { get; } = new();

    /// <summary>What its deleted endpoints had.</summary>
    internal AddressMemory Memory { get; } = new();

    internal ObjectIndex<Endpoint> EndpointIndex { get; } = new("endpoint");

    /// <summary>What its neighbours may still believe.</summary>
    internal FormerHolders FormerHolders { get; } = new();

    /// <summary>How often addresses are announced on it.</summary>
    internal AnnouncementOptions Announcements => _announcements ??= AnnouncementOptions.Of(Config.DriverOptions);

    /// <summary>The options as its driver gets them: the user's labels and what the engine adds.</summary>
    internal DriverOptions Options => _options ??= BuildOptions(Config);

    /// <summary>Creates an endpoint: addresses are allocated, nothing is in a sandbox yet.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> with every wrong field in its message;
    /// <see cref="ErrorKind.Conflict"/>: the name is taken; <see cref="ErrorKind.Forbidden"/>: the address is in use;
    /// <see cref="ErrorKind.Unavailable"/>: no address is left.</exception>
    public ValueTask<Endpoint> CreateEndpointAsync(EndpointConfig config, CancellationToken cancellationToken = default) =>
        EndpointLifecycle.CreateAsync(this, config, cancellationToken);

    /// <summary>Creates an endpoint and joins a sandbox to it, in one step: all of it happens or nothing.</summary>
    /// <exception cref="NetworkException">As for <see cref="CreateEndpointAsync"/> and <see cref="Endpoint.JoinAsync"/>.</exception>
    public ValueTask<Endpoint> ConnectAsync(Sandbox sandbox, EndpointConfig config, CancellationToken cancellationToken = default) =>
        EndpointLifecycle.ConnectAsync(this, sandbox, config, cancellationToken);

    /// <summary>Takes a sandbox off this network: its endpoints here leave and are deleted.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: the sandbox is not connected to the network.</exception>
    public async ValueTask DisconnectAsync(Sandbox sandbox, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        var mine = sandbox.Endpoints.Where(endpoint => endpoint.Network == this).ToList();
        if (mine.Count == 0)
        {
            throw new NetworkException(ErrorKind.NotFound, $"sandbox {sandbox.Name} is not connected to network {Name}");
        }

        foreach (var endpoint in mine)
        {
            await endpoint.DeleteAsync(force: true, cancellationToken);
        }
    }

    /// <summary>How full its pools are, IPv4 before IPv6; empty when its IPAM driver does not tell (E-066).</summary>
    /// <exception cref="NetworkException">Why its IPAM driver, a plugin, cannot be used.</exception>
    public async ValueTask<IReadOnlyList<NetworkPoolStatus>> GetPoolStatusAsync(CancellationToken cancellationToken = default)
    {
        var pools = Record.IPv4Pools.Concat(Record.IPv6Pools).ToList();
        if (pools.Count == 0 || (await Context.GetIpamAsync(Config.IpamDriver, cancellationToken)).Driver is not IPoolStatusReporter reporter)
        {
            return [];
        }

        var status = new List<NetworkPoolStatus>(pools.Count);
        foreach (var pool in pools)
        {
            status.Add(new NetworkPoolStatus(pool.Pool.Network, await reporter.GetPoolStatusAsync(pool.PoolId, cancellationToken)));
        }

        return status;
    }

    /// <summary>Deletes the network.</summary>
    /// <param name="force">Delete the endpoints that no sandbox has joined, too, and go on when the driver is a plugin that cannot be reached:
    /// what that plugin holds of the network is left to it.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: it has endpoints, is predefined, or its driver refuses;
    /// <see cref="ErrorKind.Unavailable"/> or <see cref="ErrorKind.Timeout"/>: its plugin cannot be reached. It stays whole.</exception>
    public ValueTask DeleteAsync(bool force = false, CancellationToken cancellationToken = default) =>
        IsPredefined ? ValueTask.FromException(NetworkErrors.PredefinedStays(Name)) : NetworkLifecycle.DeleteAsync(this, force, cancellationToken);

    internal static DriverOptions BuildOptions(NetworkConfig config) => new(
    [
        new(NetLabel.GenericData, new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(config.DriverOptions, StringComparer.Ordinal))),
        new(NetLabel.EnableIPv4, config.EnableIPv4),
        new(NetLabel.EnableIPv6, config.EnableIPv6),
        new(NetLabel.Internal, config.Internal),
    ]);

    internal void EnsureAlive()
    {
        if (Record.State == RecordState.Deleting)
        {
            throw NetworkErrors.NetworkIsGoing(Name);
        }
    }
}
