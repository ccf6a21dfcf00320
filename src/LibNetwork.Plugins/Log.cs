using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins;

/// <summary>What a plugin logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "plugin {Plugin} serves {Drivers} on {Address}")]
    internal static partial void Serving(this ILogger logger, string plugin, string drivers, string address);

    [LoggerMessage(2, LogLevel.Information, "plugin {Plugin} stops")]
    internal static partial void Stopping(this ILogger logger, string plugin);

    [LoggerMessage(3, LogLevel.Warning, "plugin {Plugin}: {Count} calls have not ended; they are left to themselves")]
    internal static partial void LeftUnderWay(this ILogger logger, string plugin, int count);

    [LoggerMessage(4, LogLevel.Debug, "{Method} {Subject} {Detail}: {Status} in {Milliseconds:0.000} ms")]
    internal static partial void Answered(this ILogger logger, string method, string subject, string detail, int status, double milliseconds);

    [LoggerMessage(5, LogLevel.Warning, "{Method} {Subject} {Detail}: {Status} {Reason}")]
    internal static partial void Refused(this ILogger logger, string method, string subject, string detail, int status, string reason);

    [LoggerMessage(6, LogLevel.Error, "{Method} {Subject} {Detail} failed")]
    internal static partial void Failed(this ILogger logger, string method, string subject, string detail, Exception exception);

    [LoggerMessage(7, LogLevel.Debug, "{Method} {Subject} {Detail}: the caller went away")]
    internal static partial void CallerGone(this ILogger logger, string method, string subject, string detail);

    [LoggerMessage(8, LogLevel.Warning, "{Method} {Subject} {Detail} ended after its caller had been answered: {Result}")]
    internal static partial void EndedLate(this ILogger logger, string method, string subject, string detail, string result);

    [LoggerMessage(9, LogLevel.Warning, "{Method} {Subject} {Detail} succeeded after its caller had been answered; it was taken back")]
    internal static partial void TakenBack(this ILogger logger, string method, string subject, string detail);

    [LoggerMessage(10, LogLevel.Error, "{Method} {Subject} {Detail} succeeded after its caller had been answered, and could not be taken back")]
    internal static partial void NotTakenBack(this ILogger logger, string method, string subject, string detail, Exception exception);

    [LoggerMessage(11, LogLevel.Debug, "Join {NetworkId} {EndpointId}: {What} has no word in the plugin protocol and is dropped")]
    internal static partial void NotOnTheWire(this ILogger logger, string what, string networkId, string endpointId);

    [LoggerMessage(12, LogLevel.Warning, "plugin {Plugin}: what leads to {Address} could not be removed: {Reason}")]
    internal static partial void NotWithdrawn(this ILogger logger, string plugin, string address, string reason);
}
