using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>A driver with what it said of itself.</summary>
internal sealed record RegisteredDriver(string Type, INetworkDriver Driver, Capability Capability)
{
    /// <summary>Whether it is in another process, and so may be away.</summary>
    public bool IsRemote { get; init; }
}
