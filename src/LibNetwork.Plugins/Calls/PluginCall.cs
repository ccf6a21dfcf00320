namespace LibNetwork.Plugins.Calls;

/// <summary>A call that has been read and checked: what is left is to make it.</summary>
/// <param name="Make">Calls the driver, and answers with the body to send back.</param>
internal sealed record PluginCall(Func<CancellationToken, ValueTask<byte[]>> Make)
{
    /// <summary>Calls of the same order are made one after another, as they arrived; null for at any time.</summary>
    internal string? Order { get; init; }

    /// <summary>The network or the pool, for logs; empty for none.</summary>
    internal string Subject { get; init; } = "";

    /// <summary>The endpoint or the address, for logs; empty for none.</summary>
    internal string Detail { get; init; } = "";

    /// <summary>Whether it goes on to its end when its caller is gone: what is being taken down should be down.</summary>
    internal bool GoesOn { get; init; }

    /// <summary>Takes back what the call made, when it succeeded too late for its caller; null when there is nothing to take back.</summary>
    internal Func<CancellationToken, ValueTask>? Undo { get; init; }
}
