using LibNetwork.DriverApi;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-041.</summary>
public sealed record AllocateNetworkRequest : NetworkRequest
{
    /// <summary>The options of the network; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>The IPv4 pools; null for none (B-055).</summary>
    public IReadOnlyList<IpamData>? IPv4Data { get; init; }

    /// <summary>The IPv6 pools; null for none (B-055).</summary>
    public IReadOnlyList<IpamData>? IPv6Data { get; init; }
}
