using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.Store;

/// <summary>The sandbox that has joined an endpoint of another engine.</summary>
internal sealed record ServedJoinRecord
{
    public required string SandboxKey { get; init; }

    /// <summary>When the machine runs on another boot, the sandbox is gone.</summary>
    public required string BootId { get; init; }

    /// <summary>The sandbox's options: published and exposed ports among them.</summary>
    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions SandboxOptions { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;

    /// <summary>The sandbox's IPv4 gateway, as the driver was last told; empty for none.</summary>
    public string GatewayIPv4EndpointId { get; init => field = value ?? ""; } = "";

    /// <summary>The sandbox's IPv6 gateway, as the driver was last told; empty for none.</summary>
    public string GatewayIPv6EndpointId { get; init => field = value ?? ""; } = "";

    public RecordState State { get; init; }
}
