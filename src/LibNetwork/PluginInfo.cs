namespace LibNetwork;

/// <summary>A plugin: a driver in another process, as far as this controller knows it.</summary>
public sealed record PluginInfo
{
    /// <summary>The name users give to <c>--driver</c> or <c>--ipam-driver</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens, as a URL; empty when there is no file for it (any more).</summary>
    public required string Address { get; init; }

    /// <summary>Whether it has been used, and answered.</summary>
    public PluginState State { get; init; }

    /// <summary>What is wrong; empty unless <see cref="State"/> is <see cref="PluginState.Failing"/>.</summary>
    public string Error { get; init; } = "";

    /// <summary>What it said it implements: <c>NetworkDriver</c>, <c>IpamDriver</c> and others; empty until it was activated.</summary>
    public IReadOnlyList<string> Implements { get; init; } = [];
}
