namespace LibNetwork.DriverApi;

/// <summary>The endpoint exists already .</summary>
/// <param name="endpointId">The endpoint.</param>
public sealed class EndpointExistsException(string endpointId)
    : NetworkException(ErrorKind.Forbidden, $"Endpoint ({endpointId}) already exists (Only one endpoint allowed)");
