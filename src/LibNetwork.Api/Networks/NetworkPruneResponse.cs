using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Answer of <c>POST /networks/prune</c>. (I-064)</summary>
public sealed record NetworkPruneResponse
{
    /// <summary>The names of the networks that were deleted; null when none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<string>? NetworksDeleted { get; init; }
}
