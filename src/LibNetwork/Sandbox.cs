using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>A container's network stack: a network namespace and the endpoints in it.</summary>
public sealed class Sandbox
{
    /// <summary>64 lower-case hex digits.</summary>
    public string Id => throw new NotImplementedException();

    /// <summary>What was asked for.</summary>
    public SandboxConfig Config => throw new NotImplementedException();

    /// <summary>The name.</summary>
    public string Name => Config.Name;

    /// <summary>Path of the namespace: anyone may open it and enter.</summary>
    public string Key => throw new NotImplementedException();

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created => throw new NotImplementedException();

    /// <summary>The endpoints it has joined; the one that would be its default gateway first.</summary>
    public IReadOnlyList<Endpoint> Endpoints => throw new NotImplementedException();

    /// <summary>Deletes the sandbox: its endpoints leave and are deleted, its namespace is given up.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: it is being deleted already.</exception>
    public ValueTask DeleteAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
