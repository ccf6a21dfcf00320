using Microsoft.Extensions.Logging;

namespace LibNetwork.Discovery;

/// <summary>What is logged of node discovery.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "node {Node} joined")]
    internal static partial void Joined(ILogger logger, string node);

    [LoggerMessage(2, LogLevel.Information, "node {Node} left")]
    internal static partial void Left(ILogger logger, string node);

    [LoggerMessage(3, LogLevel.Warning, "node discovery: {Source}: {Failure}; the nodes known so far stay")]
    internal static partial void SourceFailed(ILogger logger, string source, string failure);

    [LoggerMessage(4, LogLevel.Warning, "node discovery: driver {Driver} could not be told, and will be again: {Failure}")]
    internal static partial void NotTold(ILogger logger, string driver, string failure);
}
