using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Remote;

/// <summary>What is remembered of an endpoint of a plugin: whose way out it is (B-071).</summary>
/// <param name="SandboxOptions">The options of the sandbox it was joined with.</param>
/// <param name="IsGateway4">Whether the plugin knows it as the IPv4 way out.</param>
/// <param name="IsGateway6">Whether the plugin knows it as the IPv6 way out.</param>
/// <remarks>Replaced as a whole, so that two calls at once leave one of both states and no mixture (K-051).</remarks>
internal sealed record RemoteEndpoint(DriverOptions SandboxOptions, bool IsGateway4 = false, bool IsGateway6 = false)
{
    /// <summary>One that has not been joined.</summary>
    internal static RemoteEndpoint Unjoined { get; } = new(DriverOptions.Empty);

    internal bool IsProgrammed => IsGateway4 || IsGateway6;
}
