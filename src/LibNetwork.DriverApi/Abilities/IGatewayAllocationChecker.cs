namespace LibNetwork.DriverApi;

/// <summary>Optional ability: says that a network needs no gateway address .</summary>
public interface IGatewayAllocationChecker
{
    /// <summary>Asked before addresses are allocated for a new network.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> for malformed options.</exception>
    ValueTask<(bool SkipIPv4, bool SkipIPv6)> GetSkipGatewayAllocationAsync(DriverOptions options, CancellationToken cancellationToken = default);
}
