using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>A driver with what it said of itself.</summary>
internal sealed record RegisteredDriver(string Type, INetworkDriver Driver, Capability Capability);
