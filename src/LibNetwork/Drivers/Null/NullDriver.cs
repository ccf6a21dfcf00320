using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Null;

/// <summary>Networks without a network: a sandbox that joins keeps nothing but its loopback (D-130 to D-132).</summary>
internal static class NullDriver
{
    /// <summary>The driver's type.</summary>
    public const string DriverType = "null";

    /// <summary>What the driver says of itself (D-132).</summary>
    public static Capability Capability { get; } = new(Scope.Local);

    /// <summary>Makes the driver of one controller.</summary>
    public static INetworkDriver Create() => new SoleNetworkDriver(DriverType);
}
