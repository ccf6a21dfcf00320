namespace LibNetwork.DriverApi;

/// <summary>Optional ability: told which endpoints give a sandbox its way out, so that ports are published there .</summary>
public interface IExternalConnectivity
{
    /// <summary>Called after a join, before a leave (with two empty ids), and when the sandbox's gateway changes.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpointId">The endpoint that is told.</param>
    /// <param name="gateway4EndpointId">The endpoint that is the IPv4 default gateway; empty when none.</param>
    /// <param name="gateway6EndpointId">The endpoint that is the IPv6 default gateway; empty when none.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default);
}
