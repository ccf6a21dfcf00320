namespace LibNetwork.Linux.Nftables;

/// <summary>What the routing tables are asked with (<c>enum nft_fib_flags</c>).</summary>
[Flags]
public enum FibFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The source address.</summary>
    SourceAddress = 1, // NFTA_FIB_F_SADDR

    /// <summary>The destination address.</summary>
    DestinationAddress = 2, // NFTA_FIB_F_DADDR

    /// <summary>The packet's mark as well.</summary>
    Mark = 4, // NFTA_FIB_F_MARK

    /// <summary>The link it came by as well.</summary>
    InputInterface = 8, // NFTA_FIB_F_IIF

    /// <summary>The link it leaves by as well.</summary>
    OutputInterface = 16, // NFTA_FIB_F_OIF

    /// <summary>Only whether there is a route.</summary>
    Present = 32, // NFTA_FIB_F_PRESENT
}
