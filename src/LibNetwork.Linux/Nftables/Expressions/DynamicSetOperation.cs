namespace LibNetwork.Linux.Nftables;

/// <summary>What a packet does to a set (<c>enum nft_dynset_ops</c>).</summary>
public enum DynamicSetOperation : uint
{
    /// <summary>Adds, unless it is there.</summary>
    Add = 0, // NFT_DYNSET_OP_ADD

    /// <summary>Adds, or begins its time anew.</summary>
    Update = 1, // NFT_DYNSET_OP_UPDATE

    /// <summary>Deletes.</summary>
    Delete = 2, // NFT_DYNSET_OP_DELETE
}
