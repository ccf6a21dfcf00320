using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Body of <c>POST /networks/create</c>. (I-065)</summary>
public sealed record NetworkCreateRequest
{
    /// <summary>The network's name: 1–255 bytes, no control characters and no slash; unique on the host.</summary>
    public required string Name { get; init; }

    /// <summary>The driver's type. Default: <c>bridge</c>.</summary>
    public string? Driver { get; init; }

    /// <summary>How far the network reaches: <c>local</c> or <c>global</c>. Default: the driver's own scope.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether endpoints get IPv4. Default: true.</summary>
    public bool? EnableIPv4 { get; init; }

    /// <summary>Whether endpoints get IPv6. Default: false.</summary>
    public bool? EnableIPv6 { get; init; }

    /// <summary>Where addresses come from. Default: the default IPAM driver, a pool of its choice.</summary>
    [JsonPropertyName("IPAM")]
    public NetworkIpam? Ipam { get; init; }

    /// <summary>Whether the network is cut off from everything outside it. Default: false.</summary>
    public bool? Internal { get; init; }

    /// <summary>Kept for the user; a local network is always attachable by hand. Default: false.</summary>
    public bool? Attachable { get; init; }

    /// <summary>Whether it is to be a configuration for other networks and no network itself. Default: false.</summary>
    public bool? ConfigOnly { get; init; }

    /// <summary>The configuration-only network that families, addresses and options come from. Default: none.</summary>
    public NetworkReference? ConfigFrom { get; init; }

    /// <summary>The driver's own options, such as <c>com.docker.network.driver.mtu</c>.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Labels, kept for the user.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
