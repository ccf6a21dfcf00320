using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>A registered IPAM driver and what it said of itself then.</summary>
/// <param name="Name">The name users give to <c>--ipam-driver</c>.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Capability">What it wants to be given.</param>
/// <param name="LocalAddressSpace">The address space of local-scope networks that name none.</param>
/// <param name="GlobalAddressSpace">The address space of global-scope networks that name none.</param>
internal sealed record IpamRegistration(
    string Name, IIpamDriver Driver, IpamCapability Capability, string LocalAddressSpace, string GlobalAddressSpace)
{
    /// <summary>How often a driver in another process has been activated: what it was told before the last time, it may have forgotten.</summary>
    /// <value>Default: 0, a driver of this process.</value>
    public int Generation { get; init; }
}
