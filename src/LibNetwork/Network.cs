using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>A network: a group of endpoints that reach each other.</summary>
public sealed class Network
{
    /// <summary>64 lower-case hex digits.</summary>
    public string Id => throw new NotImplementedException();

    /// <summary>What was asked for.</summary>
    public NetworkConfig Config => throw new NotImplementedException();

    /// <summary>The name.</summary>
    public string Name => Config.Name;

    /// <summary>How far it reaches: the driver's data scope.</summary>
    public Scope Scope => throw new NotImplementedException();

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created => throw new NotImplementedException();

    /// <summary>Its IPv4 pools, as allocated.</summary>
    public IReadOnlyList<IpamData> IPv4Data => throw new NotImplementedException();

    /// <summary>Its IPv6 pools, as allocated.</summary>
    public IReadOnlyList<IpamData> IPv6Data => throw new NotImplementedException();

    /// <summary>Its endpoints, in order of creation.</summary>
    public IReadOnlyList<Endpoint> Endpoints => throw new NotImplementedException();

    /// <summary>Creates an endpoint: addresses are allocated, nothing is in a sandbox yet.</summary>
    public ValueTask<Endpoint> CreateEndpointAsync(EndpointConfig config, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Creates an endpoint and joins a sandbox to it, in one step: all of it happens or nothing.</summary>
    public ValueTask<Endpoint> ConnectAsync(Sandbox sandbox, EndpointConfig config, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Takes a sandbox off this network: its endpoint leaves and is deleted.</summary>
    public ValueTask DisconnectAsync(Sandbox sandbox, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Deletes the network.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: it has endpoints, or its driver refuses.</exception>
    public ValueTask DeleteAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
