using System.Net.NetworkInformation;
using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace LibNetwork.Store;

/// <summary>What is remembered of an endpoint that another engine owns.</summary>
internal sealed record ServedEndpointRecord
{
    public required string Id { get; init; }

    public required string NetworkId { get; init; }

    public required DateTimeOffset Created { get; init; }

    [JsonConverter(typeof(DriverOptionsJsonConverter))]
    public DriverOptions Options { get; init => field = value ?? DriverOptions.Empty; } = DriverOptions.Empty;

    public PhysicalAddress? MacAddress { get; init; }

    public CidrAddress? Address { get; init; }

    public CidrAddress? AddressIPv6 { get; init; }

    /// <summary>The sandbox that has joined; null when none has.</summary>
    public ServedJoinRecord? Join { get; init; }

    public RecordState State { get; init; }
}
