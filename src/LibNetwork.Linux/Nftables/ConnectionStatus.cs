namespace LibNetwork.Linux.Nftables;

/// <summary>What happened to a connection (<c>enum ip_conntrack_status</c>). Bits, for matching several.</summary>
[Flags]
public enum ConnectionStatus : uint
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>Packets were seen both ways.</summary>
    SeenReply = 2, // IPS_SEEN_REPLY

    /// <summary>It will not be dropped early.</summary>
    Assured = 4, // IPS_ASSURED

    /// <summary>Its first packet left.</summary>
    Confirmed = 8, // IPS_CONFIRMED

    /// <summary>Its source is translated.</summary>
    SourceNat = 16, // IPS_SRC_NAT

    /// <summary>Its destination is translated.</summary>
    DestinationNat = 32, // IPS_DST_NAT
}
