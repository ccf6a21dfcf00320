namespace LibNetwork.DriverApi;

/// <summary>What sort of failure an error is; one switch maps it to HTTP .</summary>
/// <remarks>
/// libnetwork's BadRequest is <see cref="InvalidParameter"/>, its NoService <see cref="Unavailable"/>, Deadline
/// <see cref="Timeout"/>; System, Unknown and DataLoss are <see cref="Internal"/>; a cancelled call ends in
/// <see cref="OperationCanceledException"/>. Maskable is no kind: <see cref="NetworkException.IsMaskable"/>.
/// </remarks>
public enum ErrorKind
{
    /// <summary>Unexpected; HTTP 500.</summary>
    Internal = 0,

    /// <summary>The request is wrong; HTTP 400.</summary>
    InvalidParameter = 1,

    /// <summary>The request is right but not allowed; HTTP 403.</summary>
    Forbidden = 2,

    /// <summary>What the request names does not exist; HTTP 404.</summary>
    NotFound = 3,

    /// <summary>It collides with what exists or is under way; HTTP 409.</summary>
    Conflict = 4,

    /// <summary>Not done here; HTTP 501.</summary>
    NotImplemented = 5,

    /// <summary>Not possible now: a resource is exhausted or a service is away; HTTP 503.</summary>
    Unavailable = 6,

    /// <summary>It took longer than allowed; HTTP 408.</summary>
    Timeout = 7,

    /// <summary>The caller may not ask; HTTP 401.</summary>
    Unauthorized = 8,

    /// <summary>It is so already; HTTP 304.</summary>
    NotModified = 9,
}
