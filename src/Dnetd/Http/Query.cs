using LibNetwork.DriverApi;

namespace Dnetd.Http;

/// <summary>Values in a request's query.</summary>
internal static class Query
{
    /// <summary>A boolean: <c>1</c>, <c>true</c>, <c>0</c> or <c>false</c>; absent or empty is false.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is something else.</exception>
    internal static bool Flag(HttpContext context, string name) => context.Request.Query[name].ToString() switch
    {
        "" or "0" => false,
        "1" => true,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw new NetworkException(ErrorKind.InvalidParameter, $"invalid query: {name}: \"{text}\" is neither true nor false"),
    };
}
