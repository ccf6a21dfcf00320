namespace LibNetwork.DriverApi;

/// <summary>The driver does not know the network .</summary>
/// <param name="networkId">The network.</param>
public sealed class NoNetworkException(string networkId)
    : NetworkException(ErrorKind.NotFound, $"No network ({networkId}) exists");
