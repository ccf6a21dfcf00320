namespace LibNetwork.DriverApi;

/// <summary>What went wrong in address management: the part of an <see cref="IpamException"/> that a program reads (E-005 to E-019).</summary>
public enum IpamError
{
    /// <summary>E-005: the address space is empty.</summary>
    InvalidAddressSpace = 1,

    /// <summary>E-006: the pool is no CIDR, or no predefined pool can be cut to its prefix length.</summary>
    InvalidPool = 2,

    /// <summary>E-007: the sub-pool is no CIDR, stands without a pool, or lies outside it.</summary>
    InvalidSubPool = 3,

    /// <summary>E-008: every address of the pool, or of its sub-pool, is taken.</summary>
    NoAvailableAddresses = 4,

    /// <summary>E-009: the driver answered without an address.</summary>
    NoAddressReturned = 5,

    /// <summary>E-010: the preferred address is taken or reserved.</summary>
    AddressInUse = 6,

    /// <summary>E-011: the address lies outside the pool.</summary>
    AddressOutOfRange = 7,

    /// <summary>E-012: the pool, or the sub-pool, overlaps one that is taken.</summary>
    PoolOverlap = 8,

    /// <summary>E-013: the pool to release is not taken.</summary>
    PoolNotTaken = 9,

    /// <summary>E-014: nothing is left of the predefined pools.</summary>
    NoMoreSubnets = 10,

    /// <summary>E-015: the driver has no such address space.</summary>
    AddressSpaceNotFound = 11,

    /// <summary>E-016: the pool to take an address from, or give one back to, is not taken.</summary>
    PoolNotFound = 12,

    /// <summary>E-017: the pool id is malformed.</summary>
    InvalidPoolId = 13,

    /// <summary>E-018: pool and sub-pool are of different address families.</summary>
    IncompatibleFamilies = 14,

    /// <summary>E-019: the text between the slashes of a pool id is malformed.</summary>
    InvalidSubnetKey = 15,

    /// <summary>E-029: no pools are predefined for this family and address space.</summary>
    NoPredefinedPool = 16,

    /// <summary>The address is missing or of the wrong family (E-054).</summary>
    InvalidAddress = 17,
}
