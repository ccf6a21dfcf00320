namespace LibNetwork.Linux.Nftables;

/// <summary>How urgent a line of the kernel's log is (<c>enum nft_log_level</c>).</summary>
public enum LogLevel : uint
{
    /// <summary>The system is unusable.</summary>
    Emergency = 0, // NFT_LOGLEVEL_EMERG

    /// <summary>Act at once.</summary>
    Alert = 1, // NFT_LOGLEVEL_ALERT

    /// <summary>Critical.</summary>
    Critical = 2, // NFT_LOGLEVEL_CRIT

    /// <summary>An error.</summary>
    Error = 3, // NFT_LOGLEVEL_ERR

    /// <summary>A warning.</summary>
    Warning = 4, // NFT_LOGLEVEL_WARNING

    /// <summary>Normal but remarkable.</summary>
    Notice = 5, // NFT_LOGLEVEL_NOTICE

    /// <summary>For information.</summary>
    Info = 6, // NFT_LOGLEVEL_INFO

    /// <summary>For whoever looks for a fault.</summary>
    Debug = 7, // NFT_LOGLEVEL_DEBUG
}
