using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>The engine: networks, endpoints and sandboxes of one host.</summary>
/// <remarks>Every member may be called from any thread. Names, ids and id prefixes all find an object: a full id wins, then a name, then a
/// prefix that fits one object alone.</remarks>
public sealed class NetworkController : IAsyncDisposable
{
    /// <summary>Starts an engine: opens its store, adopts what runs, removes what has no owner.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: the options are wrong;
    /// <see cref="ErrorKind.Conflict"/>: another process runs on the same data root.</exception>
    public static ValueTask<NetworkController> StartAsync(NetworkControllerOptions options, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Eight hex digits that mark everything this controller makes in the kernel.</summary>
    public string InstanceId => throw new NotImplementedException();

    /// <summary>What starting found and did: lost records, removed leftovers, repaired links; one line each.</summary>
    public IReadOnlyList<string> StartReport => throw new NotImplementedException();

    /// <summary>The networks, in order of creation.</summary>
    public IReadOnlyList<Network> Networks => throw new NotImplementedException();

    /// <summary>The sandboxes, in order of creation.</summary>
    public IReadOnlyList<Sandbox> Sandboxes => throw new NotImplementedException();

    /// <summary>The endpoints of every network, in order of creation.</summary>
    public IReadOnlyList<Endpoint> Endpoints => throw new NotImplementedException();

    /// <summary>Creates a network.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> with every wrong field in its message;
    /// <see cref="ErrorKind.Conflict"/>: the name is taken; <see cref="ErrorKind.NotFound"/>: the driver is unknown;
    /// <see cref="ErrorKind.Forbidden"/>: it overlaps another network.</exception>
    public ValueTask<Network> CreateNetworkAsync(NetworkConfig config, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Creates a sandbox: a network namespace with nothing but a loopback in it.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>; <see cref="ErrorKind.Conflict"/>: the name is taken.</exception>
    public ValueTask<Sandbox> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Finds a network by id, name or id prefix.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>; <see cref="ErrorKind.InvalidParameter"/>: the prefix fits several.</exception>
    public Network GetNetwork(string nameOrId) => throw new NotImplementedException();

    /// <summary>Finds a sandbox by id, name or id prefix.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>; <see cref="ErrorKind.InvalidParameter"/>: the prefix fits several.</exception>
    public Sandbox GetSandbox(string nameOrId) => throw new NotImplementedException();

    /// <summary>Finds an endpoint of any network by id, name or id prefix.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>; <see cref="ErrorKind.InvalidParameter"/>: the name or prefix fits several.</exception>
    public Endpoint GetEndpoint(string nameOrId) => throw new NotImplementedException();

    /// <summary>Stops. With a data root, networks and sandboxes go on living and the next start adopts them; without one they are removed.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
