using Microsoft.Extensions.Logging;

namespace LibNetwork.Serving;

/// <summary>What serving drivers to another engine logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "served network {Id} created with driver {Driver}")]
    internal static partial void NetworkServed(this ILogger logger, string id, string driver);

    [LoggerMessage(2, LogLevel.Information, "served network {Id} deleted")]
    internal static partial void ServedNetworkDeleted(this ILogger logger, string id);

    [LoggerMessage(3, LogLevel.Debug, "served pool {PoolId} taken")]
    internal static partial void PoolServed(this ILogger logger, string poolId);

    [LoggerMessage(4, LogLevel.Debug, "served pool {PoolId} released")]
    internal static partial void ServedPoolReleased(this ILogger logger, string poolId);
}
