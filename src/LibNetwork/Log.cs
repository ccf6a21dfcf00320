using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>What the engine's root logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "pool {PoolId}: something could not be given back")]
    internal static partial void ReleaseFailed(this ILogger logger, string poolId, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "start: {Finding}")]
    internal static partial void StartFinding(this ILogger logger, string finding);

    [LoggerMessage(5, LogLevel.Information, "network {Name} ({Id}) created with driver {Driver}")]
    internal static partial void NetworkCreated(this ILogger logger, string name, string id, string driver);

    [LoggerMessage(10, LogLevel.Information, "configuration-only network {Name} ({Id}) created")]
    internal static partial void ConfigurationCreated(this ILogger logger, string name, string id);

    [LoggerMessage(6, LogLevel.Information, "network {Name} ({Id}) deleted")]
    internal static partial void NetworkDeleted(this ILogger logger, string name, string id);

    [LoggerMessage(7, LogLevel.Warning, "{What} failed; going on")]
    internal static partial void StepFailed(this ILogger logger, string what, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "{What} is given up; what its plugin holds of it is left to the plugin")]
    internal static partial void Abandoned(this ILogger logger, string what, Exception exception);

    [LoggerMessage(10, LogLevel.Error, "store {Path}: changes are refused until it can be written ({Reason})")]
    internal static partial void StoreRefuses(this ILogger logger, string path, string reason);

    [LoggerMessage(11, LogLevel.Warning, "store {Path} can be written again")]
    internal static partial void StoreWritableAgain(this ILogger logger, string path);

    [LoggerMessage(12, LogLevel.Warning, "what was done could not be stored yet; it is stored with the next change ({Reason})")]
    internal static partial void Unsettled(this ILogger logger, string reason);

    [LoggerMessage(13, LogLevel.Warning, "interface {Name} of sandbox {Path}: announcing its addresses failed ({Reason})")]
    internal static partial void CannotAnnounce(this ILogger logger, string name, string path, string reason);

    [LoggerMessage(8, LogLevel.Warning, "no namespaces are made ahead any more; each sandbox makes its own")]
    internal static partial void PoolGivesUp(this ILogger logger, Exception exception);
}
