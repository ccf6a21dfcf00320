namespace Dnetd;

/// <summary>What the daemon logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "listening on {Hosts}, instance {Instance}")]
    internal static partial void Listening(this ILogger logger, string hosts, string instance);

    [LoggerMessage(2, LogLevel.Information, "stopping; networks and sandboxes live on")]
    internal static partial void Stopping(this ILogger logger);

    [LoggerMessage(3, LogLevel.Critical, "cannot start: {Reason}")]
    internal static partial void CannotStart(this ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Information, "start: {Line}")]
    internal static partial void StartReport(this ILogger logger, string line);

    [LoggerMessage(5, LogLevel.Error, "{Method} {Path} failed")]
    internal static partial void RequestFailed(this ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(8, LogLevel.Warning, "{Host} asks nobody who he is: whoever reaches it rules this host's networks")]
    internal static partial void OpenToTheNetwork(this ILogger logger, string host);

    [LoggerMessage(7, LogLevel.Debug, "{Method} {Path}: {Status} in {Milliseconds:0.000} ms")]
    internal static partial void Answered(this ILogger logger, string method, string path, int status, double milliseconds);

    [LoggerMessage(6, LogLevel.Debug, "{Method} {Path}: the client went away")]
    internal static partial void ClientGone(this ILogger logger, string method, string path);

    [LoggerMessage(11, LogLevel.Warning, "external key: the client went away, or was too slow: {Reason}")]
    internal static partial void ExternalKeyClientGone(this ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Information, "docker plugin {Name}: {Drivers}; {Networks} networks are Docker's")]
    internal static partial void ServingDocker(this ILogger logger, string name, string drivers, int networks);
}
