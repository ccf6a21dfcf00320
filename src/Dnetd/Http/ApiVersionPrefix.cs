using LibNetwork.DriverApi;

namespace Dnetd.Http;

/// <summary>Takes the <c>/v1.52</c> off a path, and refuses what is too old or too new. (I-054)</summary>
internal static class ApiVersionPrefix
{
    private const string ItemKey = "api-version";

    /// <summary>The version a request was made for.</summary>
    internal static ApiVersion VersionOf(HttpContext context) => context.Items[ItemKey] is ApiVersion version ? version : ApiVersion.Newest;

    internal static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is ['/', 'v', >= '0' and <= '9', ..] path)
        {
            var end = path.IndexOf('/', 1);
            if (ApiVersion.TryParse(path.AsSpan(2, (end < 0 ? path.Length : end) - 2), out var version))
            {
                EnsureSpoken(version);
                context.Items[ItemKey] = version;
                context.Request.Path = end < 0 ? "/" : path[end..];
            }
        }

        return next(context);
    }

    private static void EnsureSpoken(ApiVersion version)
    {
        if (version > ApiVersion.Newest)
        {
            throw new NetworkException(ErrorKind.InvalidParameter,
                $"client version {version} is too new. Maximum supported API version is {ApiVersion.Newest}");
        }

        if (version < ApiVersion.Oldest)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"client version {version} is too old. Minimum supported API version is "
                + $"{ApiVersion.Oldest}, please upgrade your client to a newer version");
        }
    }
}
