namespace LibNetwork.Linux.Nftables;

/// <summary>How a register is compared (<c>enum nft_cmp_ops</c>).</summary>
public enum ComparisonOperator : uint
{
    /// <summary>It equals.</summary>
    Equal = 0, // NFT_CMP_EQ

    /// <summary>It does not equal.</summary>
    NotEqual = 1, // NFT_CMP_NEQ

    /// <summary>It is less.</summary>
    Less = 2, // NFT_CMP_LT

    /// <summary>It is less or equal.</summary>
    LessOrEqual = 3, // NFT_CMP_LTE

    /// <summary>It is greater.</summary>
    Greater = 4, // NFT_CMP_GT

    /// <summary>It is greater or equal.</summary>
    GreaterOrEqual = 5, // NFT_CMP_GTE
}
