using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>A container's network stack: a network namespace and the endpoints in it.</summary>
public sealed class Sandbox
{
    private volatile Endpoint[] _endpoints = [];

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

    /// <summary>Path of the namespace: anyone may open it and enter.</summary>
    public string Key { get; }

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created => Record.Created;

    /// <summary>The endpoints it has joined; the one that comes first as default gateway first.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _endpoints;

    internal ControllerContext Context { get; }

    internal SandboxRecord Record { get; set; }

    /// <summary>The namespace; null when the sandbox is the host's own.</summary>
    internal SandboxNamespace? Namespace { get; }

    internal InterfaceNames InterfaceNames { get; } = new();

    internal AsyncLock Lock { get; } = new();

    internal Gateways Gateways { get; private set; }

    /// <summary>Deletes the sandbox: its endpoints leave and are deleted, its namespace is given up.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: it is being deleted already.</exception>
    public ValueTask DeleteAsync(CancellationToken cancellationToken = default) => SandboxLifecycle.DeleteAsync(this, cancellationToken);

    internal void SetEndpoints(IEnumerable<Endpoint> endpoints)
    {
        var ordered = Sandboxing.Gateways.Ordered(endpoints);
        _endpoints = ordered;
        Gateways = Sandboxing.Gateways.Of(ordered);
    }

    internal void EnsureAlive()
    {
        if (Record.State == RecordState.Deleting)
        {
            throw NetworkErrors.SandboxIsGoing();
        }
    }
}
