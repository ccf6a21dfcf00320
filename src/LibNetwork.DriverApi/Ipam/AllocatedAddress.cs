namespace LibNetwork.DriverApi;

/// <summary>An address that was handed out.</summary>
/// <param name="Address">The address with its pool's prefix; null when the driver hands out none (E-065).</param>
/// <param name="Data">What the driver adds; null for nothing.</param>
public readonly record struct AllocatedAddress(CidrAddress? Address, IReadOnlyDictionary<string, string>? Data = null);
