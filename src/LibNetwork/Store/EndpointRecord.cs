using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.Store;

/// <summary>What is remembered of an endpoint.</summary>
internal sealed record EndpointRecord
{
    public required string Id { get; init; }

    public required string NetworkId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required EndpointConfig Config { get; init; }

    public PhysicalAddress? MacAddress { get; init; }

    public CidrAddress? Address { get; init; }

    /// <summary>The pool the IPv4 address is from; empty when there is none.</summary>
    public string PoolId { get; init => field = value ?? ""; } = "";

    public CidrAddress? AddressIPv6 { get; init; }

    /// <summary>The pool the IPv6 address is from; empty when there is none.</summary>
    public string PoolIdIPv6 { get; init => field = value ?? ""; } = "";

    /// <summary>The sandbox it has joined; null when none has.</summary>
    public string? SandboxId { get; init; }

    /// <summary>What the driver said when it was joined; null when it is not.</summary>
    public JoinRecord? Join { get; init; }

    public RecordState State { get; init; }

    /// <summary>When it was deleted; null unless it is <see cref="RecordState.Former"/>.</summary>
    public DateTimeOffset? Left { get; init; }
}
