namespace LibNetwork.Api;

/// <summary>Names a network: <c>ConfigFrom</c> in an answer. (I-069)</summary>
public sealed record NetworkReference
{
    /// <summary>The network's name; empty when there is none.</summary>
    public string Network { get; init => field = value ?? ""; } = "";
}
