using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>ProgramExternalConnectivity (B-053, B-071).</summary>
public sealed record ExternalConnectivityRequest : EndpointRequest
{
    /// <summary>The options of the sandbox, published ports among them; none when absent.</summary>
    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions Options { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;
}
