using LibNetwork.DriverApi;

namespace LibNetwork.PluginClient;

/// <summary>A call to a plugin failed. Made so that a caller can tell a plugin that refuses from one that is away.</summary>
internal sealed class PluginException(ErrorKind kind, string message, Exception? innerException = null) : NetworkException(kind, message, innerException)
{
    /// <summary>Whether the plugin is away: not installed, not running, or silent. It may come back.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Whether the plugin may have done what it was asked for, although no answer says so.</summary>
    public bool MayHaveReached { get; init; }

    /// <summary>Whether the same call may succeed a little later: the connection failed, not the plugin's answer (B-031).</summary>
    public bool IsTransient { get; init; }

    /// <summary>The HTTP status of an answer that was an error; 0 when there was no such answer.</summary>
    public int Status { get; init; }

    /// <summary>The plugin's own words, when it answered with an error; else empty.</summary>
    public string Text { get; init; } = "";
}
