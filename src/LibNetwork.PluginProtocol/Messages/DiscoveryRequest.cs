using System.Text.Json;

namespace LibNetwork.PluginProtocol.Messages;

/// <summary>DiscoverNew, DiscoverDelete (B-051, B-052).</summary>
public sealed record DiscoveryRequest
{
    /// <summary>1 for a node.</summary>
    public int DiscoveryType { get; init; }

    /// <summary>What was discovered; <see cref="NodeMessage"/> for a node.</summary>
    public JsonElement DiscoveryData { get; init; }
}
