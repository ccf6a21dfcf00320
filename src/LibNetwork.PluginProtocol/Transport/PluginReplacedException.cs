namespace LibNetwork.PluginProtocol.Transport;

/// <summary>Another process listens on the plugin's socket than before: it was restarted, and knows nothing of the handshake. Nothing was sent.</summary>
public sealed class PluginReplacedException : IOException
{
    /// <summary>Makes the exception.</summary>
    public PluginReplacedException()
        : this("another process listens on the plugin's socket than before")
    {
    }

    /// <summary>Makes the exception.</summary>
    public PluginReplacedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public PluginReplacedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
