using System.Collections.Frozen;
using LibNetwork.PluginProtocol;

namespace LibNetwork.PluginClient;

/// <summary>The methods that may be called again when it is unknown whether the first call was carried out.</summary>
/// <remarks>Questions, and verbs of which the contract says that doing what is done is success. A second CreateEndpoint would be told that the
/// endpoint exists, a second RequestAddress would take a second address.</remarks>
internal static class RepeatableMethods
{
    private static readonly FrozenSet<string> s_methods = FrozenSet.Create(StringComparer.Ordinal,
        PluginMethod.Activate,
        PluginMethod.GetCapabilities,
        PluginMethod.CheckGatewayAllocation,
        PluginMethod.DeleteNetwork,
        PluginMethod.FreeNetwork,
        PluginMethod.DeleteEndpoint,
        PluginMethod.EndpointOperInfo,
        PluginMethod.Leave,
        PluginMethod.DiscoverNew,
        PluginMethod.DiscoverDelete,
        PluginMethod.RevokeExternalConnectivity,
        PluginMethod.GetIpamCapabilities,
        PluginMethod.GetDefaultAddressSpaces,
        PluginMethod.ReleaseAddress);

    internal static bool Contains(string method) => s_methods.Contains(method);
}
