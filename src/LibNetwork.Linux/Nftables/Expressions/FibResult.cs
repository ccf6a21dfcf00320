namespace LibNetwork.Linux.Nftables;

/// <summary>What is wanted of the routing tables (<c>enum nft_fib_result</c>).</summary>
public enum FibResult : uint
{
    /// <summary>The index of the link an answer would leave by.</summary>
    OutputInterface = 1, // NFT_FIB_RESULT_OIF

    /// <summary>Its name.</summary>
    OutputInterfaceName = 2, // NFT_FIB_RESULT_OIFNAME

    /// <summary>What the address is: local, unicast, broadcast.</summary>
    AddressType = 3, // NFT_FIB_RESULT_ADDRTYPE
}
