using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>A network, as listed and inspected. (I-069)</summary>
public sealed record NetworkResource
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>64 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>When it was created, UTC.</summary>
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset Created { get; init; }

    /// <summary><c>local</c> or <c>global</c>.</summary>
    public string Scope { get; init => field = value ?? ""; } = "";

    /// <summary>The driver's type.</summary>
    public string Driver { get; init => field = value ?? ""; } = "";

    /// <summary>Whether endpoints get IPv4.</summary>
    public bool EnableIPv4 { get; init; }

    /// <summary>Whether endpoints get IPv6.</summary>
    public bool EnableIPv6 { get; init; }

    /// <summary>Where its addresses come from, as allocated.</summary>
    [JsonPropertyName("IPAM")]
    public NetworkIpam Ipam { get; init => field = value ?? new(); } = new();

    /// <summary>Whether it is cut off from everything outside it.</summary>
    public bool Internal { get; init; }

    /// <summary>Kept for the user.</summary>
    public bool Attachable { get; init; }

    /// <summary>Always false: swarm's ingress network is not made here.</summary>
    public bool Ingress { get; init; }

    /// <summary>The configuration-only network it was made from; an empty name when there is none.</summary>
    public NetworkReference ConfigFrom { get; init => field = value ?? new(); } = new();

    /// <summary>Whether it is a configuration for other networks and no network itself.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>The endpoints by sandbox id, or by <c>ep-</c> and their own id while no sandbox has joined; null in a list. (I-071)</summary>
    public IReadOnlyDictionary<string, NetworkContainer>? Containers { get; init; }

    /// <summary>The driver's own options.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>How full its pools are; null in a list, for clients older than 1.52, and when its IPAM driver does not tell. (I-073)</summary>
    public NetworkStatus? Status { get; init; }
}
