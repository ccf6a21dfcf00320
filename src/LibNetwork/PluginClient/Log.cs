using Microsoft.Extensions.Logging;

namespace LibNetwork.PluginClient;

/// <summary>What is logged of plugins.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "plugin {Plugin} at {Address} is active: it implements {Implements}")]
    internal static partial void Activated(ILogger logger, string plugin, string address, string implements);

    [LoggerMessage(2, LogLevel.Warning, "{Failure}; next attempt in {Delay}")]
    internal static partial void Retrying(ILogger logger, string failure, TimeSpan delay);

    [LoggerMessage(3, LogLevel.Warning, "plugin {Plugin}: {Method} was answered with an error: {Text}")]
    internal static partial void Refused(ILogger logger, string plugin, string method, string text);
}
