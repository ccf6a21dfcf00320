using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Bridge;

/// <summary>What the bridge driver logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "network {NetworkId}: unknown label {Label} is ignored: is it misspelt?")]
    public static partial void MisspeltLabel(ILogger logger, string networkId, string label);

    [LoggerMessage(2, LogLevel.Warning,
        "network {NetworkId} needs forwarding: switched on {Sysctl}; this host now routes between all of its networks")]
    public static partial void SwitchedOnForwarding(ILogger logger, string networkId, string sysctl);

    [LoggerMessage(3, LogLevel.Information, "network {NetworkId}: bridge {Name} was missing and has been made anew")]
    public static partial void RemadeBridge(ILogger logger, string networkId, string name);

    [LoggerMessage(4, LogLevel.Warning, "network {NetworkId}: link {Name} now belongs to someone else and is left alone")]
    public static partial void ForeignBridge(ILogger logger, string networkId, string name);

    [LoggerMessage(5, LogLevel.Information, "removed {Count} links that nobody owns: {Names}")]
    public static partial void RemovedOrphans(ILogger logger, int count, string names);

    [LoggerMessage(6, LogLevel.Warning, "someone changed the firewall's table; it has been put back")]
    public static partial void RestoredFirewall(ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "someone changed the firewall's table and it could not be put back; next try in {Delay}")]
    public static partial void CannotRestoreFirewall(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(8, LogLevel.Warning, "endpoint {EndpointId}: its link {Name} is gone")]
    public static partial void LostPort(ILogger logger, string endpointId, string name);

    [LoggerMessage(9, LogLevel.Information,
        "endpoint {EndpointId}: Cannot map from IPv6 to an IPv4-only container because the userland proxy is disabled ({Binding})")]
    public static partial void NoIPv6InSandbox(ILogger logger, string endpointId, PortBinding binding);

    [LoggerMessage(10, LogLevel.Warning, "endpoint {EndpointId}: its ports are not published, since network {NetworkId} is internal")]
    public static partial void InternalPorts(ILogger logger, string endpointId, string networkId);

    [LoggerMessage(11, LogLevel.Warning, "endpoint {EndpointId}: ports are not published again: {Reason}")]
    public static partial void LostPublishedPorts(ILogger logger, string endpointId, string reason);

    [LoggerMessage(12, LogLevel.Information,
        "endpoint {EndpointId}: network {NetworkId} is routed: the host's address and port are ignored, the sandbox is reached under its own ({Binding})")]
    public static partial void RoutedPorts(ILogger logger, string endpointId, string networkId, PortBinding binding);

    [LoggerMessage(13, LogLevel.Warning,
        "network {NetworkId} is without communication, and br_netfilter is on: its sandboxes do not reach each other's published ports, nor their own, by an "
        + "address of the host; set sysctls net.bridge.bridge-nf-call-iptables=0 and net.bridge.bridge-nf-call-ip6tables=0 if they shall")]
    public static partial void BridgeNetfilter(ILogger logger, string networkId);
}
