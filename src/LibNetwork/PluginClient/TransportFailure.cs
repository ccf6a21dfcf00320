using System.Net.Sockets;
using System.Security.Authentication;
using LibNetwork.DriverApi;

namespace LibNetwork.PluginClient;

/// <summary>What it means that HTTP to a plugin failed.</summary>
internal static class TransportFailure
{
    /// <summary>The failure as an error that names plugin and call.</summary>
    /// <param name="call">Plugin and call, for people.</param>
    /// <param name="address">Where the plugin should be.</param>
    /// <param name="failure">A <see cref="HttpRequestException"/>, a connection that timed out, or a transport that was replaced meanwhile.</param>
    internal static PluginException Explain(string call, string address, Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            new PluginException(ErrorKind.Unavailable, $"{call}: TLS to {address} failed: {Innermost(failure)}", failure) { IsUnreachable = true },
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError } =>
            new PluginException(ErrorKind.Internal, $"{call}: the answer is not HTTP: {failure.Message}", failure) { MayHaveReached = true },
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            new PluginException(ErrorKind.Internal, $"{call}: {failure.Message}", failure) { MayHaveReached = true },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
            or TaskCanceledException or ObjectDisposedException =>
            new PluginException(ErrorKind.Unavailable, $"{call}: it cannot be reached at {address}: {Innermost(failure)}", failure)
            {
                IsUnreachable = true,
                IsTransient = true,
            },
        _ => new PluginException(ErrorKind.Unavailable, $"{call}: the connection broke off before the answer: {Innermost(failure)}", failure)
        {
            IsUnreachable = true,
            IsTransient = true,
            MayHaveReached = true,
        },
    };

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner && failure is not (SocketException or AuthenticationException { InnerException: null }))
        {
            failure = inner;
        }

        return failure.Message;
    }
}
