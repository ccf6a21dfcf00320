using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-046, B-057.</summary>
public sealed record CreateEndpointRequest : EndpointRequest
{
    /// <summary>What is known of the interface; null for nothing.</summary>
    public InterfaceMessage? Interface { get; init; }

    /// <summary>Options; none when absent.</summary>
    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions Options { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;
}
