namespace LibNetwork.DriverApi;

/// <summary>Kinds of errors as HTTP statuses: the one place that knows.</summary>
public static class ErrorKindExtensions
{
    /// <summary>The status of a kind, 304 to 503; 500 for what is unexpected.</summary>
    public static int ToHttpStatus(this ErrorKind kind) => kind switch
    {
        ErrorKind.NotModified => 304,
        ErrorKind.InvalidParameter => 400,
        ErrorKind.Unauthorized => 401,
        ErrorKind.Forbidden => 403,
        ErrorKind.NotFound => 404,
        ErrorKind.Timeout => 408,
        ErrorKind.Conflict => 409,
        ErrorKind.NotImplemented => 501,
        ErrorKind.Unavailable => 503,
        _ => 500,
    };

    /// <summary>The kind that a status stands for; <see cref="ErrorKind.Internal"/> when it stands for none.</summary>
    public static ErrorKind FromHttpStatus(int status) => status switch
    {
        304 => ErrorKind.NotModified,
        400 => ErrorKind.InvalidParameter,
        401 => ErrorKind.Unauthorized,
        403 => ErrorKind.Forbidden,
        404 => ErrorKind.NotFound,
        408 or 504 => ErrorKind.Timeout,
        409 => ErrorKind.Conflict,
        501 => ErrorKind.NotImplemented,
        503 => ErrorKind.Unavailable,
        _ => ErrorKind.Internal,
    };
}
