using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>A container's network stack: a network namespace and the endpoints in it.</summary>
public sealed class Sandbox
{
    private volatile Endpoint[] _endpoints = [];
    private DriverOptions? _options;

    internal Sandbox(ControllerContext context, SandboxRecord record, SandboxNamespace? space, string key)
    {
        Context = context;
        Record = record;
        Namespace = space;
        Key = key;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public string Id => Record.Id;

    /// <summary>What was asked for.</summary>
    public SandboxConfig Config => Record.Config;

    /// <summary>The name.</summary>
    public string Name => Config.Name;

    /// <summary>Path of the namespace: anyone may open it and enter. While someone else has still to make it, an empty file is there.</summary>
    public string Key { get; }

    /// <summary>Whether there is a namespace: false while someone else has still to name the one he makes (<see cref="SetKeyAsync"/>).</summary>
    public bool HasNamespace => Config.UseHostNamespace || Namespace is not null;

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created => Record.Created;

    /// <summary>The endpoints it has joined; the one that comes first as default gateway first.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _endpoints;

    internal ControllerContext Context { get; }

    internal SandboxRecord Record { get; set; }

    /// <summary>The namespace; null when the sandbox is the host's own, or waits for someone else's.</summary>
    internal SandboxNamespace? Namespace { get; set; }

    /// <summary>The options that drivers of the endpoints it joins get (C-094).</summary>
    internal DriverOptions Options => _options ??= BuildOptions(Config);

    internal InterfaceNames InterfaceNames { get; } = new();

    internal AsyncLock Lock { get; } = new();

    internal Gateways Gateways { get; private set; }

    /// <summary>Deletes the sandbox: its endpoints leave and are deleted, its namespace is given up.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: it is being deleted already.</exception>
    public ValueTask DeleteAsync(CancellationToken cancellationToken = default) => SandboxLifecycle.DeleteAsync(this, cancellationToken);

    /// <summary>Names the namespace that someone else has made, for a sandbox that waits for it: it is pinned to <see cref="Key"/>, and the
    /// endpoints that have joined appear in it. Naming the same one again is success (C-090, C-141, C-143).</summary>
    /// <param name="path">Absolute path of the namespace, such as <c>/proc/4711/ns/net</c>.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: there is no network namespace, or it is the host's or another
    /// sandbox's; <see cref="ErrorKind.Forbidden"/>: the sandbox was not made for it, or is being deleted; <see cref="ErrorKind.Conflict"/>: it
    /// has another one already, or an interface's name is taken in it. It waits still then.</exception>
    public ValueTask SetKeyAsync(string path, CancellationToken cancellationToken = default) => ExternalKey.SetAsync(this, path, cancellationToken);

    /// <summary>What went through its interfaces, by their names (C-163).</summary>
    /// <returns>Empty for the host's own namespace.</returns>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Unavailable"/>: it waits for its namespace still.</exception>
    public async ValueTask<IReadOnlyDictionary<string, InterfaceStatistics>> GetStatisticsAsync(CancellationToken cancellationToken = default)
    {
        if (Config.UseHostNamespace)
        {
            return new Dictionary<string, InterfaceStatistics>(StringComparer.Ordinal);
        }

        var space = Namespace ?? throw new NetworkException(ErrorKind.Unavailable, $"sandbox {Name} has no namespace yet");
        return await space.GetStatisticsAsync([.. _endpoints.Select(endpoint => endpoint.InterfaceName)], cancellationToken);
    }

    /// <summary>Gives it another name. Its endpoints keep theirs (C-164).</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it cannot be a name; <see cref="ErrorKind.Conflict"/>: it is
    /// taken, or the sandbox is being deleted.</exception>
    public ValueTask RenameAsync(string name, CancellationToken cancellationToken = default) => SandboxLifecycle.RenameAsync(this, name, cancellationToken);

    /// <summary>Applies options anew: every endpoint leaves and joins again, so that drivers are told (C-164).</summary>
    /// <param name="config">The options; null for those it has. Name, and whose the namespace is, stay as they are.</param>
    /// <param name="cancellationToken">Ends the call before anything is done, never after.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: they are wrong, and nothing was done; else the first error of an
    /// endpoint that could not join again: it has left the sandbox, and the others have joined.</exception>
    public ValueTask RefreshAsync(SandboxConfig? config = null, CancellationToken cancellationToken = default) =>
        SandboxLifecycle.RefreshAsync(this, config ?? Config, cancellationToken);

    /// <summary>The ports that are published now, of the endpoints that are the default gateways: what was chosen for each is in it (C-113).</summary>
    /// <returns>Empty when none is. What a driver that cannot be reached has published is not known, and left out.</returns>
    public async ValueTask<IReadOnlyList<PortBinding>> ListPublishedPortsAsync(CancellationToken cancellationToken = default)
    {
        if (Config.Ports.Count == 0)
        {
            return [];
        }

        var published = new List<PortBinding>();
        foreach (var endpoint in Gateways.Endpoints)
        {
            using var locked = await endpoint.Network.Lock.EnterAsync(cancellationToken);
            await Context.Logger.GoOnAsync($"endpoint {endpoint.Name}: asking for its ports", () => AddPortsAsync(endpoint, published, cancellationToken));
        }

        return published;
    }

    internal void SetEndpoints(IEnumerable<Endpoint> endpoints)
    {
        var ordered = Sandboxing.Gateways.Ordered(endpoints);
        _endpoints = ordered;
        Gateways = Sandboxing.Gateways.Of(ordered);
    }

    /// <summary>Takes other options; drivers are told when endpoints join.</summary>
    internal void SetConfig(SandboxConfig config)
    {
        Record = Record with { Config = config };
        _options = null;
    }

    internal void EnsureAlive()
    {
        if (Record.State == RecordState.Deleting)
        {
            throw NetworkErrors.SandboxIsGoing();
        }
    }

    private static async ValueTask AddPortsAsync(Endpoint endpoint, List<PortBinding> published, CancellationToken cancellationToken)
    {
        var data = await endpoint.Network.Driver.Driver.EndpointOperInfoAsync(endpoint.Network.Id, endpoint.Id, cancellationToken);
        if (data.TryGetValue(NetLabel.PortMap, out var value) && value is IReadOnlyList<PortBinding> ports)
        {
            published.AddRange(ports);
        }
    }

    private static DriverOptions BuildOptions(SandboxConfig config)
    {
        if (config.Ports.Count + config.ExposedPorts.Count == 0)
        {
            return DriverOptions.Empty;
        }

        var options = new Dictionary<string, object>(StringComparer.Ordinal);
        if (config.Ports.Count > 0)
        {
            options[NetLabel.PortMap] = config.Ports;
        }

        if (config.ExposedPorts.Count > 0)
        {
            options[NetLabel.ExposedPorts] = config.ExposedPorts;
        }

        return new DriverOptions(options);
    }
}
