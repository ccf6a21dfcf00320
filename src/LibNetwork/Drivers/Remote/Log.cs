using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Remote;

/// <summary>What the proxy of network plugins logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "plugin {Plugin}: {Method} may have been carried out and could not be taken back by {Undo}")]
    internal static partial void LeftBehind(ILogger logger, string plugin, string method, string undo, Exception exception);
}
