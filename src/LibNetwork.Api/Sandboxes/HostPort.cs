using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Where on the host a port of a sandbox is published; Docker's <c>PortBinding</c>.</summary>
public sealed record HostPort
{
    /// <summary>An address of the host. Default: empty, all of them.</summary>
    [JsonPropertyName("HostIp")]
    public string HostIP { get; init => field = value ?? ""; } = "";

    /// <summary>A port, or a range of which one is chosen: <c>8080</c>, <c>8000-8010</c>. Default: empty, one is chosen.</summary>
    [JsonPropertyName("HostPort")]
    public string Port { get; init => field = value ?? ""; } = "";
}
