namespace Dnet.Conformance;

/// <summary>How a plugin is to be tried.</summary>
internal sealed record ConformanceSettings
{
    /// <summary>How long a call may take. Default: 10 s.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the plugin may be away at a restart. Default: 30 s.</summary>
    internal TimeSpan RestartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The user's options of every network, as <c>docker network create -o</c> sends them.</summary>
    internal IReadOnlyDictionary<string, string> NetworkOptions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The user's options of every pool, as <c>docker network create --ipam-opt</c> sends them.</summary>
    internal IReadOnlyDictionary<string, string> IpamOptions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where networks and pools come from.</summary>
    internal required Subnets Subnets { get; init; }

    /// <summary>The path that joins tell as the sandbox's.</summary>
    internal required string SandboxKey { get; init; }

    /// <summary>A shell command that restarts the plugin; null for none.</summary>
    internal string? Restart { get; init; }
}
