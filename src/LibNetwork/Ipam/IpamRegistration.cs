using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>A registered IPAM driver and what it said of itself then.</summary>
/// <param name="Name">The name users give to <c>--ipam-driver</c>.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Capability">What it wants to be given.</param>
/// <param name="LocalAddressSpace">The address space of local-scope networks that name none.</param>
/// <param name="GlobalAddressSpace">The address space of global-scope networks that name none.</param>
internal sealed record IpamRegistration(
    string Name, IIpamDriver Driver, IpamCapability Capability, string LocalAddressSpace, string GlobalAddressSpace);
