using System.Text.Json.Serialization;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>What every answer may be: an error (B-010, B-081).</summary>
public record PluginResponse
{
    /// <summary>The error of a network driver, or of any plugin that does not answer 200; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Err { get; init; }

    /// <summary>The error of an IPAM driver; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}
