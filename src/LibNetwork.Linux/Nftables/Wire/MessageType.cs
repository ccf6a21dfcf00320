namespace LibNetwork.Linux.Nftables;

/// <summary>The messages of nftables (<c>enum nf_tables_msg_types</c>), with the subsystem's number in front.</summary>
internal static class MessageType
{
    internal const ushort BatchBegin = 0x10; // NFNL_MSG_BATCH_BEGIN
    internal const ushort BatchEnd = 0x11; // NFNL_MSG_BATCH_END

    internal const ushort NewTable = Subsystem | 0; // NFT_MSG_NEWTABLE
    internal const ushort GetTable = Subsystem | 1; // NFT_MSG_GETTABLE
    internal const ushort DeleteTable = Subsystem | 2; // NFT_MSG_DELTABLE
    internal const ushort NewChain = Subsystem | 3; // NFT_MSG_NEWCHAIN
    internal const ushort GetChain = Subsystem | 4; // NFT_MSG_GETCHAIN
    internal const ushort DeleteChain = Subsystem | 5; // NFT_MSG_DELCHAIN
    internal const ushort NewRule = Subsystem | 6; // NFT_MSG_NEWRULE
    internal const ushort GetRule = Subsystem | 7; // NFT_MSG_GETRULE
    internal const ushort DeleteRule = Subsystem | 8; // NFT_MSG_DELRULE
    internal const ushort NewSet = Subsystem | 9; // NFT_MSG_NEWSET
    internal const ushort GetSet = Subsystem | 10; // NFT_MSG_GETSET
    internal const ushort DeleteSet = Subsystem | 11; // NFT_MSG_DELSET
    internal const ushort NewElement = Subsystem | 12; // NFT_MSG_NEWSETELEM
    internal const ushort GetElement = Subsystem | 13; // NFT_MSG_GETSETELEM
    internal const ushort DeleteElement = Subsystem | 14; // NFT_MSG_DELSETELEM
    internal const ushort NewGeneration = Subsystem | 15; // NFT_MSG_NEWGEN
    internal const ushort GetGeneration = Subsystem | 16; // NFT_MSG_GETGEN

    // Linux 6.3 and later; "destroy" is a delete that forgives what is not there.
    internal const ushort DestroyTable = Subsystem | 26; // NFT_MSG_DESTROYTABLE
    internal const ushort DestroyChain = Subsystem | 27; // NFT_MSG_DESTROYCHAIN
    internal const ushort DestroySet = Subsystem | 29; // NFT_MSG_DESTROYSET
    internal const ushort DestroyElement = Subsystem | 30; // NFT_MSG_DESTROYSETELEM

    internal const ushort SubsystemNumber = 10; // NFNL_SUBSYS_NFTABLES
    private const ushort Subsystem = SubsystemNumber << 8;
}
