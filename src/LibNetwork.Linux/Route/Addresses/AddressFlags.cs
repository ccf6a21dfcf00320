namespace LibNetwork.Linux.Route;

/// <summary>Flags of an address (<c>linux/if_addr.h</c>).</summary>
[Flags]
public enum AddressFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>IPv4: another address of the same prefix came first. IPv6: temporary.</summary>
    Secondary = 0x01, // IFA_F_SECONDARY

    /// <summary>Used without duplicate detection.</summary>
    NoDuplicateDetection = 0x02, // IFA_F_NODAD

    /// <summary>Used while duplicate detection runs.</summary>
    Optimistic = 0x04, // IFA_F_OPTIMISTIC

    /// <summary>Somebody else has it.</summary>
    DuplicateFound = 0x08, // IFA_F_DADFAILED

    /// <summary>Not for new connections.</summary>
    Deprecated = 0x20, // IFA_F_DEPRECATED

    /// <summary>Duplicate detection runs.</summary>
    Tentative = 0x40, // IFA_F_TENTATIVE

    /// <summary>It does not expire.</summary>
    Permanent = 0x80, // IFA_F_PERMANENT

    /// <summary>It has no route to its prefix.</summary>
    NoPrefixRoute = 0x200, // IFA_F_NOPREFIXROUTE
}
