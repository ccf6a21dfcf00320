using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.Store;

/// <summary>What is remembered of a network that another engine owns: what its driver was told.</summary>
internal sealed record ServedNetworkRecord
{
    public required string Id { get; init; }

    /// <summary>The type of its driver.</summary>
    public required string Driver { get; init; }

    public required DateTimeOffset Created { get; init; }

    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions Options { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;

    public IReadOnlyList<IpamData> IPv4Data { get; init => field = value ?? []; } = [];

    public IReadOnlyList<IpamData> IPv6Data { get; init => field = value ?? []; } = [];

    public RecordState State { get; init; }
}
