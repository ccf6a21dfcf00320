using System.Text.Json.Serialization;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>A request about a network: DeleteNetwork, FreeNetwork (B-042, B-045).</summary>
public record NetworkRequest
{
    /// <summary>64 hex digits.</summary>
    [JsonPropertyOrder(-2)]
    public string NetworkID { get; init => field = value ?? ""; } = "";
}
