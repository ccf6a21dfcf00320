using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Body of every answer that is not a success. (I-056)</summary>
public sealed record ErrorResponse
{
    /// <summary>What is wrong; one line for each error when there are several.</summary>
    [JsonPropertyName("message")]
    public required string Message { get; init; }
}
