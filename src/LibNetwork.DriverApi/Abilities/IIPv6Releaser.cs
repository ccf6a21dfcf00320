namespace LibNetwork.DriverApi;

/// <summary>Optional ability: told that a sandbox cannot have IPv6, so that the address is given back .</summary>
public interface IIPv6Releaser
{
    /// <summary>The endpoint lives on without its IPv6 address.</summary>
    ValueTask ReleaseIPv6Async(string networkId, string endpointId, CancellationToken cancellationToken = default);
}
