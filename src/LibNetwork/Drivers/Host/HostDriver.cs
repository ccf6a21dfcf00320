using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Host;

/// <summary>The host's own network stack: a sandbox on it is the host's namespace, in which nothing is made or changed (D-130 to D-132).</summary>
internal static class HostDriver
{
    /// <summary>The driver's type.</summary>
    public const string DriverType = "host";

    /// <summary>What the driver says of itself (D-132).</summary>
    public static Capability Capability { get; } = new(Scope.Local, Scope.Local);

    /// <summary>Makes the driver of one controller.</summary>
    public static INetworkDriver Create() => new SoleNetworkDriver(DriverType);
}
