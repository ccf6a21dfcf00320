using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>A sandbox, as listed and inspected.</summary>
public sealed record SandboxResource
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>64 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>When it was created, UTC.</summary>
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset Created { get; init; }

    /// <summary>Path of its network namespace, in the mount namespace of the daemon.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is the host's own namespace.</summary>
    public bool UseHostNamespace { get; init; }

    /// <summary>The endpoints it has joined; the one that would be its default gateway first.</summary>
    public IReadOnlyList<EndpointResource> Endpoints { get; init => field = value ?? []; } = [];

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;
}
