namespace LibNetwork.Linux.Nftables;

/// <summary>Which end of a connection is translated (<c>enum nft_nat_types</c>).</summary>
public enum NatType : uint
{
    /// <summary>The source.</summary>
    Source = 0, // NFT_NAT_SNAT

    /// <summary>The destination.</summary>
    Destination = 1, // NFT_NAT_DNAT
}
