namespace LibNetwork.Api;

/// <summary>A plugin, as listed: a driver in another process.</summary>
public sealed record PluginResource
{
    /// <summary>The name users give to <c>--driver</c> or <c>--ipam-driver</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens, as a URL; empty when there is no file for it (any more).</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary><c>not activated</c>, <c>active</c> or <c>failing</c>: how the last call to it went.</summary>
    public string State { get; init => field = value ?? ""; } = "";

    /// <summary>What is wrong with it; empty unless it is failing.</summary>
    public string Error { get; init => field = value ?? ""; } = "";

    /// <summary>What it said it implements, such as <c>NetworkDriver</c>; empty until it was called.</summary>
    public IReadOnlyList<string> Implements { get; init => field = value ?? []; } = [];
}
