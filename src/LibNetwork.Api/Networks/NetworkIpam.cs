using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Where a network's addresses come from. (I-065, I-069)</summary>
public sealed record NetworkIpam
{
    /// <summary>The IPAM driver. Default: <c>default</c>.</summary>
    public string? Driver { get; init; }

    /// <summary>The IPAM driver's own options; null when there are none, and then written as null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>The pools, of both families.</summary>
    public IReadOnlyList<NetworkIpamConfig>? Config { get; init; }
}
