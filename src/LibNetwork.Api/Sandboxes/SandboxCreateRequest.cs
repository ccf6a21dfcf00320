using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Body of <c>POST /sandboxes/create</c>.</summary>
public sealed record SandboxCreateRequest
{
    /// <summary>The sandbox's name, usually a container's id: 1–255 bytes, no control characters and no slash; unique on the host.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is the host's own namespace, in which nothing is touched. Default: false.</summary>
    public bool? UseHostNamespace { get; init; }

    /// <summary>Whether someone else makes its namespace and names it later. Default: false.</summary>
    public bool? UseExternalKey { get; init; }

    /// <summary>Path of a namespace that someone else has made, in the mount namespace of the daemon. Default: none.</summary>
    public string? Key { get; init; }

    /// <summary>Ports it serves, such as <c>80/tcp</c>, with <c>{}</c> each; drivers are told, nothing is opened.</summary>
    public IReadOnlyDictionary<string, ExposedPort>? ExposedPorts { get; init; }

    /// <summary>Ports to be published, such as <c>80/tcp</c>, and where on the host each is.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HostPort>>? PortBindings { get; init; }

    /// <summary>The host name. Default: none.</summary>
    public string? Hostname { get; init; }

    /// <summary>The domain that the host name is in. Default: none.</summary>
    [JsonPropertyName("Domainname")]
    public string? DomainName { get; init; }

    /// <summary>More hosts it knows by name, <c>name:address</c> each.</summary>
    public IReadOnlyList<string>? ExtraHosts { get; init; }

    /// <summary>Addresses of its name servers.</summary>
    [JsonPropertyName("Dns")]
    public IReadOnlyList<string>? DnsServers { get; init; }

    /// <summary>The domains that short names are looked up in; a single dot for none.</summary>
    public IReadOnlyList<string>? DnsSearch { get; init; }

    /// <summary>Options of its resolver, such as <c>ndots:1</c>.</summary>
    public IReadOnlyList<string>? DnsOptions { get; init; }

    /// <summary>Labels, kept for the user.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
