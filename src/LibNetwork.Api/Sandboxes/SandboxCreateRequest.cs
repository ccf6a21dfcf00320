namespace LibNetwork.Api;

/// <summary>Body of <c>POST /sandboxes/create</c>.</summary>
public sealed record SandboxCreateRequest
{
    /// <summary>The sandbox's name, usually a container's id: 1–255 bytes, no control characters and no slash; unique on the host.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is the host's own namespace, in which nothing is touched. Default: false.</summary>
    public bool? UseHostNamespace { get; init; }

    /// <summary>Labels, kept for the user.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
