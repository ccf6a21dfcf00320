using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Answer to <c>GET /version</c>. (I-089)</summary>
public sealed record VersionResponse
{
    /// <summary>The product.</summary>
    public VersionPlatform Platform { get; init => field = value ?? new(); } = new();

    /// <summary>The daemon's version.</summary>
    public required string Version { get; init; }

    /// <summary>The newest API version it speaks, <c>1.52</c>.</summary>
    public string ApiVersion { get; init => field = value ?? ""; } = "";

    /// <summary>The oldest API version it speaks.</summary>
    [JsonPropertyName("MinAPIVersion")]
    public string MinApiVersion { get; init => field = value ?? ""; } = "";

    /// <summary>Operating system, <c>linux</c>.</summary>
    public string Os { get; init => field = value ?? ""; } = "";

    /// <summary>Processor architecture in Go's words, <c>amd64</c>.</summary>
    public string Arch { get; init => field = value ?? ""; } = "";

    /// <summary>Release of the kernel.</summary>
    public string KernelVersion { get; init => field = value ?? ""; } = "";
}
