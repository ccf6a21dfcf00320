using System.Collections.ObjectModel;
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

    /// <summary>Whether there is a namespace: false while someone else has still to name the one he makes.</summary>
    public bool HasNamespace { get; init; }

    /// <summary>Whether someone else made the namespace, or will.</summary>
    public bool UseExternalKey { get; init; }

    /// <summary>Whether it is the host's own namespace.</summary>
    public bool UseHostNamespace { get; init; }

    /// <summary>The endpoints it has joined; the one that would be its default gateway first.</summary>
    public IReadOnlyList<EndpointResource> Endpoints { get; init => field = value ?? []; } = [];

    /// <summary>Ports that are published and where, by Docker's notation: <c>80/tcp</c>; null for one that is exposed alone.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<HostPort>?> Ports { get; init => field = value ?? EmptyPorts; } = EmptyPorts;

    /// <summary>The host name; empty when there is none.</summary>
    public string Hostname { get; init => field = value ?? ""; } = "";

    /// <summary>The domain that the host name is in; empty when there is none.</summary>
    [JsonPropertyName("Domainname")]
    public string DomainName { get; init => field = value ?? ""; } = "";

    /// <summary>More hosts it knows by name, <c>name:address</c> each.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init => field = value ?? []; } = [];

    /// <summary>Addresses of its name servers.</summary>
    [JsonPropertyName("Dns")]
    public IReadOnlyList<string> DnsServers { get; init => field = value ?? []; } = [];

    /// <summary>The domains that short names are looked up in.</summary>
    public IReadOnlyList<string> DnsSearch { get; init => field = value ?? []; } = [];

    /// <summary>Options of its resolver.</summary>
    public IReadOnlyList<string> DnsOptions { get; init => field = value ?? []; } = [];

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    private static IReadOnlyDictionary<string, IReadOnlyList<HostPort>?> EmptyPorts => ReadOnlyDictionary<string, IReadOnlyList<HostPort>?>.Empty;
}
