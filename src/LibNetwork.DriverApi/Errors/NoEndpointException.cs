namespace LibNetwork.DriverApi;

/// <summary>The driver does not know the endpoint .</summary>
/// <param name="endpointId">The endpoint.</param>
public sealed class NoEndpointException(string endpointId)
    : NetworkException(ErrorKind.NotFound, $"No endpoint ({endpointId}) exists");
