namespace LibNetwork.DriverApi;

/// <summary>How full a pool is; numbers stop at 2^64−1 (E-066).</summary>
/// <param name="AddressesInUse">Taken, the reserved network, broadcast and gateway included.</param>
/// <param name="DynamicAddressesAvailable">Free for requests without a preference.</param>
public readonly record struct PoolStatus(ulong AddressesInUse, ulong DynamicAddressesAvailable);
