using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-048.</summary>
public sealed record EndpointInfoResponse : PluginResponse
{
    /// <summary>Operational data; none when absent.</summary>
    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions Value { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;
}
