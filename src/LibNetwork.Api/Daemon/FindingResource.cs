namespace LibNetwork.Api;

/// <summary>Something that is not as the daemon's records say, or that keeps sandboxes from being reached.</summary>
public sealed record FindingResource
{
    /// <summary>The thing, such as <c>bridge br-0123456789ab</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Whose it is, such as <c>network web</c>; empty when it is nobody's.</summary>
    public string Owner { get; init => field = value ?? ""; } = "";

    /// <summary>What is wrong with it, such as <c>is missing</c>.</summary>
    public string Problem { get; init => field = value ?? ""; } = "";

    /// <summary>What was done, would be done, or is to be done by someone, after <see cref="State"/>.</summary>
    public string Remedy { get; init => field = value ?? ""; } = "";

    /// <summary><c>repairable</c>, <c>repaired</c>, <c>failed</c>, or <c>manual</c> where it is for someone to decide.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>Why the repair failed; else empty.</summary>
    public string Error { get; init => field = value ?? ""; } = "";
}
