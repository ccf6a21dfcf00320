namespace LibNetwork.Linux.Nftables;

/// <summary>The header that an offset counts from (<c>enum nft_payload_bases</c>).</summary>
public enum PayloadBase : uint
{
    /// <summary>Ethernet.</summary>
    Link = 0, // NFT_PAYLOAD_LL_HEADER

    /// <summary>IPv4 or IPv6.</summary>
    Network = 1, // NFT_PAYLOAD_NETWORK_HEADER

    /// <summary>TCP, UDP and their like.</summary>
    Transport = 2, // NFT_PAYLOAD_TRANSPORT_HEADER
}
