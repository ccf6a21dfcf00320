using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>An endpoint in an inspected network's <c>Containers</c>. (I-071)</summary>
public sealed record NetworkContainer
{
    /// <summary>The endpoint's name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The endpoint's id.</summary>
    [JsonPropertyName("EndpointID")]
    public string EndpointId { get; init => field = value ?? ""; } = "";

    /// <summary>The MAC address, <c>02:42:ac:11:00:02</c>; empty when there is none.</summary>
    public string MacAddress { get; init => field = value ?? ""; } = "";

    /// <summary>The IPv4 address with its pool's prefix; empty when there is none.</summary>
    public string IPv4Address { get; init => field = value ?? ""; } = "";

    /// <summary>The IPv6 address with its pool's prefix; empty when there is none.</summary>
    public string IPv6Address { get; init => field = value ?? ""; } = "";
}
