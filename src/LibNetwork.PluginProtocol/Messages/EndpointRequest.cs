using System.Text.Json.Serialization;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>A request about an endpoint: DeleteEndpoint, EndpointOperInfo, Leave, RevokeExternalConnectivity (B-047, B-048, B-050, B-054).</summary>
public record EndpointRequest : NetworkRequest
{
    /// <summary>64 hex digits.</summary>
    [JsonPropertyOrder(-1)]
    public string EndpointID { get; init => field = value ?? ""; } = "";
}
