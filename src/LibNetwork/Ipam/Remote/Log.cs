using Microsoft.Extensions.Logging;

namespace LibNetwork.Ipam.Remote;

/// <summary>What the proxy of IPAM plugins logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "plugin {Plugin}: pool {PoolId}, which is of no use, could not be given back")]
    internal static partial void PoolLeftBehind(ILogger logger, string plugin, string poolId, Exception exception);
}
