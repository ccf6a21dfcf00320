namespace LibNetwork.DriverApi;

/// <summary>A failure with a kind and a message for people.</summary>
public class NetworkException : Exception
{
    /// <summary>Makes an error of a kind.</summary>
    public NetworkException(ErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What sort of failure it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>Whether a caller may log it at debug level and go on .</summary>
    public bool IsMaskable { get; init; }
}
