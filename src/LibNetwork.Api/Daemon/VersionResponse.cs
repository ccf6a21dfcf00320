using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Answer to <c>GET /version</c>. (I-089)</summary>
public sealed record VersionResponse
{
    /// <summary>The product.</summary>
    public VersionPlatform Platform { get; init; } = new();

    /// <summary>The daemon's version.</summary>
    public required string Version { get; init; }

    /// <summary>The newest API version it speaks, <c>1.51</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The oldest API version it speaks.</summary>
    [JsonPropertyName("MinAPIVersion")]
    public string MinApiVersion { get; init; } = "";

    /// <summary>Operating system, <c>linux</c>.</summary>
    public string Os { get; init; } = "";

    /// <summary>Processor architecture in Go's words, <c>amd64</c>.</summary>
    public string Arch { get; init; } = "";

    /// <summary>Release of the kernel.</summary>
    public string KernelVersion { get; init; } = "";
}
