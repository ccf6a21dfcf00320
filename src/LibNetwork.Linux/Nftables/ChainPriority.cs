namespace LibNetwork.Linux.Nftables;

/// <summary>The usual places among the base chains of one hook, lowest first (<c>NF_IP_PRI_*</c>). Any number is allowed.</summary>
public static class ChainPriority
{
    /// <summary>Before connection tracking.</summary>
    public const int Raw = -300; // NF_IP_PRI_RAW

    /// <summary>Before routing decisions are made again.</summary>
    public const int Mangle = -150; // NF_IP_PRI_MANGLE

    /// <summary>Where destinations are translated.</summary>
    public const int DestinationNat = -100; // NF_IP_PRI_NAT_DST

    /// <summary>Where packets are filtered.</summary>
    public const int Filter = 0; // NF_IP_PRI_FILTER

    /// <summary>After filtering.</summary>
    public const int Security = 50; // NF_IP_PRI_SECURITY

    /// <summary>Where sources are translated.</summary>
    public const int SourceNat = 100; // NF_IP_PRI_NAT_SRC
}
