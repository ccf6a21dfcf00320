namespace LibNetwork.Linux.Nftables;

/// <summary>Where a connection is in its life (<c>NF_CT_STATE_*</c>). Bits, for matching several.</summary>
[Flags]
public enum ConnectionState : uint
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>The packet belongs to no connection and can begin none.</summary>
    Invalid = 1, // NF_CT_STATE_INVALID_BIT

    /// <summary>Packets were seen both ways.</summary>
    Established = 2, // IP_CT_ESTABLISHED

    /// <summary>It begins, and another connection asked for it; also ICMP errors.</summary>
    Related = 4, // IP_CT_RELATED

    /// <summary>It begins.</summary>
    New = 8, // IP_CT_NEW

    /// <summary>It is not tracked.</summary>
    Untracked = 64, // NF_CT_STATE_UNTRACKED_BIT
}
