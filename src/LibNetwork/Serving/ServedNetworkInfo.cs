using LibNetwork.DriverApi;

namespace LibNetwork.Serving;

/// <summary>A network that another engine owns and a driver of this engine realises, as it was when it was asked for.</summary>
public sealed record ServedNetworkInfo
{
    /// <summary>The id its owner gave it.</summary>
    public required string Id { get; init; }

    /// <summary>The type of its driver.</summary>
    public required string Driver { get; init; }

    /// <summary>When it was created here, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Its IPv4 pools.</summary>
    public required IReadOnlyList<IpamData> IPv4Data { get; init; }

    /// <summary>Its IPv6 pools.</summary>
    public required IReadOnlyList<IpamData> IPv6Data { get; init; }

    /// <summary>How many endpoints it has.</summary>
    public required int Endpoints { get; init; }
}
