namespace LibNetwork.DriverApi;

/// <summary>The driver does not offer the call .</summary>
public sealed class DriverNotImplementedException()
    : NetworkException(ErrorKind.NotImplemented, "The API is not implemented yet");
