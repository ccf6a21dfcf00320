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

    [LoggerMessage(6, LogLevel.Information, "network {Name} ({Id}) deleted")]
    internal static partial void NetworkDeleted(this ILogger logger, string name, string id);

    [LoggerMessage(7, LogLevel.Warning, "{What} failed; going on")]
    internal static partial void StepFailed(this ILogger logger, string what, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "{What} is given up; what its plugin holds of it is left to the plugin")]
    internal static partial void Abandoned(this ILogger logger, string what, Exception exception);

    [LoggerMessage(8, LogLevel.Warning, "no namespaces are made ahead any more; each sandbox makes its own")]
    internal static partial void PoolGivesUp(this ILogger logger, Exception exception);
}
