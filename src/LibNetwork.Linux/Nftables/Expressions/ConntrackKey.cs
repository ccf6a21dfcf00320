namespace LibNetwork.Linux.Nftables;

/// <summary>What is known about a packet's connection (<c>enum nft_ct_keys</c>).</summary>
public enum ConntrackKey : uint
{
    /// <summary>Where it is in its life, bits of <see cref="ConnectionState"/>.</summary>
    State = 0, // NFT_CT_STATE

    /// <summary>Which way the packet goes.</summary>
    Direction = 1, // NFT_CT_DIRECTION

    /// <summary>What happened to it, bits of <see cref="ConnectionStatus"/>.</summary>
    Status = 2, // NFT_CT_STATUS

    /// <summary>Its mark.</summary>
    Mark = 3, // NFT_CT_MARK

    /// <summary>The protocol above IP.</summary>
    Protocol = 10, // NFT_CT_PROTOCOL

    /// <summary>Its zone.</summary>
    Zone = 17, // NFT_CT_ZONE
}
