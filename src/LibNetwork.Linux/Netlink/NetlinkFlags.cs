namespace LibNetwork.Linux.Netlink;

/// <summary>Flags of a netlink request (<c>linux/netlink.h</c>).</summary>
[Flags]
public enum NetlinkFlags : ushort
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>It is a request.</summary>
    Request = 0x01, // NLM_F_REQUEST

    /// <summary>The kernel is to acknowledge it, success or not.</summary>
    Ack = 0x04, // NLM_F_ACK

    /// <summary>The kernel is to send back what changed.</summary>
    Echo = 0x08, // NLM_F_ECHO

    /// <summary>Every object is wanted, not one.</summary>
    Dump = 0x300, // NLM_F_DUMP

    /// <summary>Replace what exists.</summary>
    Replace = 0x100, // NLM_F_REPLACE

    /// <summary>Fail when it exists.</summary>
    Exclusive = 0x200, // NLM_F_EXCL

    /// <summary>Create when it does not exist.</summary>
    Create = 0x400, // NLM_F_CREATE

    /// <summary>Add to the end of a list.</summary>
    Append = 0x800, // NLM_F_APPEND

    /// <summary>Delete only if nothing else is in it.</summary>
    NonRecursive = 0x100, // NLM_F_NONREC
}
