namespace LibNetwork.PluginClient;

/// <summary>The circuit breaker of one plugin: what is known of whether it answers.</summary>
/// <remarks>
/// Closed, calls go through and wait patiently through a restart of the plugin. Once failures have lasted for <see cref="Patience"/> without
/// one success, or a call was met with silence, it is open: a call makes one attempt, with a handshake first, and does not wait. An attempt on
/// a dead socket costs less than a millisecond; one on a silent plugin costs a time limit, so after each of those nobody tries for
/// <see cref="Pause"/>. The first success closes it. Thread-safe.
/// </remarks>
internal sealed class PluginHealth(TimeProvider clock)
{
    /// <summary>How long failures must last to open the circuit.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a silent plugin is left alone before someone tries again.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private volatile Trouble? _trouble;

    /// <summary>What is wrong; null when the last attempt succeeded, or there was none.</summary>
    internal string? Reason => _trouble?.Reason;

    /// <summary>Whether callers no longer wait for the plugin.</summary>
    internal bool IsOpen => _trouble is { IsOpen: true };

    /// <summary>Whether it is too early to try a silent plugin again.</summary>
    internal bool IsPaused => _trouble is { IsSilent: true } trouble && clock.GetElapsedTime(trouble.Last) < Pause;

    /// <summary>The plugin answered.</summary>
    internal void Succeeded() => _trouble = null;

    /// <summary>The connection failed.</summary>
    internal void Failed(string reason)
    {
        var now = clock.GetTimestamp();
        var before = _trouble;
        var since = before?.Since ?? now;
        var open = before is { IsOpen: true } || clock.GetElapsedTime(since, now) >= Patience;
        _trouble = new Trouble(reason, since, now, open, IsSilent: false);
    }

    /// <summary>The plugin took a call and said nothing, not even to a handshake.</summary>
    internal void FellSilent(string reason)
    {
        var now = clock.GetTimestamp();
        _trouble = new Trouble(reason, _trouble?.Since ?? now, now, IsOpen: true, IsSilent: true);
    }

    /// <summary>The plugin answers, but not as a plugin does: people are told, callers are not held back.</summary>
    internal void Misbehaved(string reason)
    {
        var now = clock.GetTimestamp();
        _trouble = new Trouble(reason, now, now, IsOpen: false, IsSilent: false);
    }

    private sealed record Trouble(string Reason, long Since, long Last, bool IsOpen, bool IsSilent);
}
