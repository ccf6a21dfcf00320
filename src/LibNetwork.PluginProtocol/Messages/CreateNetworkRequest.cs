using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-044, B-056.</summary>
public sealed record CreateNetworkRequest : NetworkRequest
{
    /// <summary>Options; none when absent.</summary>
    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions Options { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;

    /// <summary>The IPv4 pools; null for none (B-055).</summary>
    public IReadOnlyList<IpamData>? IPv4Data { get; init; }

    /// <summary>The IPv6 pools; null for none (B-055).</summary>
    public IReadOnlyList<IpamData>? IPv6Data { get; init; }
}
