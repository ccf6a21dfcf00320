namespace LibNetwork.PluginClient;

/// <summary>How long to wait before a failed call is made again (B-032, B-033).</summary>
internal static class PluginBackOff
{
    /// <summary>The longest wait, and how long a call is tried in all.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the next attempt: 1, 2, 4, 8 s and so on; null when it is time to give up.</summary>
    /// <param name="failures">How many attempts have failed, at least 1.</param>
    /// <param name="elapsed">The time since the first attempt began.</param>
    internal static TimeSpan? Next(int failures, TimeSpan elapsed)
    {
        var wait = failures > 5 ? Limit : TimeSpan.FromSeconds(1 << (failures - 1));
        return elapsed + wait < Limit ? wait : null;
    }
}
