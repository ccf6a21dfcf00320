using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.Plugins.Calls;

namespace LibNetwork.Plugins.Methods;

/// <summary>The handshake: says what the plugin is (B-015).</summary>
internal static class ActivateMethod
{
    internal static Method Create(INetworkDriver? network, IIpamDriver? ipam)
    {
        string[] implements = [.. network is null ? [] : new[] { PluginMethod.NetworkToken }, .. ipam is null ? [] : new[] { PluginMethod.IpamToken }];
        var answer = Answer.Of(new ActivateResponse { Implements = implements }, PluginJson.Default.ActivateResponse);
        return new Method(PluginMethod.Activate, _ => new PluginCall(_ => ValueTask.FromResult(answer)));
    }
}
