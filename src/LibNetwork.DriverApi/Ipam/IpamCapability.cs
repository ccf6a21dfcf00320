namespace LibNetwork.DriverApi;

/// <summary>What an IPAM driver wants (E-002).</summary>
/// <param name="RequiresMacAddress">Each address request comes with the endpoint's MAC.</param>
/// <param name="RequiresRequestReplay">Requests are made again after a restart: the driver keeps nothing itself.</param>
public readonly record struct IpamCapability(bool RequiresMacAddress = false, bool RequiresRequestReplay = false);
