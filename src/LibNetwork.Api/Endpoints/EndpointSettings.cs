using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>What an endpoint is to be like. (I-075)</summary>
public sealed record EndpointSettings
{
    /// <summary>Static addresses. Default: the IPAM driver chooses.</summary>
    [JsonPropertyName("IPAMConfig")]
    public EndpointIpamConfig? IpamConfig { get; init; }

    /// <summary>More names the endpoint is known by on its network.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>The MAC address: six bytes, unicast. Default: the driver chooses.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The driver's own options, and two of the engine's: <c>com.docker.network.endpoint.ifname</c> is the interface's name in the sandbox,
    /// <c>com.docker.network.endpoint.sysctls</c> its kernel parameters, commas between: <c>net.ipv4.conf.IFNAME.log_martians=1</c>.</summary>
    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    /// <summary>The sandbox's default gateway is on the endpoint with the highest priority. Default: 0. (C-109)</summary>
    [JsonPropertyName("GwPriority")]
    public int? GatewayPriority { get; init; }
}
