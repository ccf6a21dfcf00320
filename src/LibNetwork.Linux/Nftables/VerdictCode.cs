namespace LibNetwork.Linux.Nftables;

/// <summary>The kinds of verdict (<c>enum nft_verdicts</c>, <c>NF_*</c>).</summary>
public enum VerdictCode
{
    /// <summary>Drop.</summary>
    Drop = 0, // NF_DROP

    /// <summary>Accept.</summary>
    Accept = 1, // NF_ACCEPT

    /// <summary>On with the next rule.</summary>
    Continue = -1, // NFT_CONTINUE

    /// <summary>On with the next rule: this one did not match.</summary>
    Break = -2, // NFT_BREAK

    /// <summary>Into a chain and back.</summary>
    Jump = -3, // NFT_JUMP

    /// <summary>Into a chain for good.</summary>
    Goto = -4, // NFT_GOTO

    /// <summary>Out of this chain.</summary>
    Return = -5, // NFT_RETURN
}
