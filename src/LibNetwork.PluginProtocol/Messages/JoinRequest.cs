using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-049, B-058.</summary>
public sealed record JoinRequest : EndpointRequest
{
    /// <summary>Path of the namespace of the sandbox.</summary>
    public string SandboxKey { get; init => field = value ?? ""; } = "";

    /// <summary>The options of the sandbox; none when absent.</summary>
    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions Options { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;
}
