namespace LibNetwork.Api;

/// <summary>Body of <c>POST /sandboxes/{id}/refresh</c>; it may be left out. What is absent stays as it is.</summary>
public sealed record SandboxRefreshRequest
{
    /// <summary>Ports it serves.</summary>
    public IReadOnlyDictionary<string, ExposedPort>? ExposedPorts { get; init; }

    /// <summary>Ports to be published, and where on the host each is.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HostPort>>? PortBindings { get; init; }
}
