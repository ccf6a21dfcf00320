using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>The state of an inspected network. (I-073)</summary>
public sealed record NetworkStatus
{
    /// <summary>The state of its addresses.</summary>
    [JsonPropertyName("IPAM")]
    public IpamStatus Ipam { get; init => field = value ?? new(); } = new();
}
