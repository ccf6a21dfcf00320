namespace LibNetwork.DriverApi;

/// <summary>A driver of the type is registered already .</summary>
/// <param name="networkType">The type that is taken, such as <c>bridge</c>.</param>
public sealed class ActiveRegistrationException(string networkType)
    : NetworkException(ErrorKind.Forbidden, $"Driver already registered for type {GoText.Quote(networkType)}");
