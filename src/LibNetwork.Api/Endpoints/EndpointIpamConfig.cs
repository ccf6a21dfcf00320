using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Static addresses of an endpoint. (I-075)</summary>
public sealed record EndpointIpamConfig
{
    /// <summary>An IPv4 address in one of the network's pools.</summary>
    public string? IPv4Address { get; init; }

    /// <summary>An IPv6 address in one of the network's pools.</summary>
    public string? IPv6Address { get; init; }

    /// <summary>More addresses, from 169.254.0.0/16 or fe80::/10.</summary>
    [JsonPropertyName("LinkLocalIPs")]
    public IReadOnlyList<string>? LinkLocalAddresses { get; init; }
}
