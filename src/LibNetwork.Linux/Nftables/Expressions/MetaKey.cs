namespace LibNetwork.Linux.Nftables;

/// <summary>What is known about a packet besides its bytes (<c>enum nft_meta_keys</c>).</summary>
public enum MetaKey : uint
{
    /// <summary>The packet's length.</summary>
    Length = 0, // NFT_META_LEN

    /// <summary>The EtherType.</summary>
    EtherType = 1, // NFT_META_PROTOCOL

    /// <summary>The mark.</summary>
    Mark = 3, // NFT_META_MARK

    /// <summary>The index of the link it came by.</summary>
    InputInterface = 4, // NFT_META_IIF

    /// <summary>The index of the link it leaves by.</summary>
    OutputInterface = 5, // NFT_META_OIF

    /// <summary>The name of the link it came by.</summary>
    InputInterfaceName = 6, // NFT_META_IIFNAME

    /// <summary>The name of the link it leaves by.</summary>
    OutputInterfaceName = 7, // NFT_META_OIFNAME

    /// <summary>IPv4 or IPv6.</summary>
    NetworkProtocol = 15, // NFT_META_NFPROTO

    /// <summary>The protocol above IP.</summary>
    TransportProtocol = 16, // NFT_META_L4PROTO

    /// <summary>Whether it is meant for this machine, all, or some.</summary>
    PacketType = 19, // NFT_META_PKTTYPE

    /// <summary>The group of the link it came by.</summary>
    InputInterfaceGroup = 21, // NFT_META_IIFGROUP

    /// <summary>The group of the link it leaves by.</summary>
    OutputInterfaceGroup = 22, // NFT_META_OIFGROUP
}
