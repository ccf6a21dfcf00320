using System.Text.Json;
using System.Text.Json.Serialization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Messages;

namespace LibNetwork.PluginProtocol.Json;

/// <summary>The protocol's JSON: names are written as Go has them and read in any case; unknown members are passed over (B-007, B-008).</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, MaxDepth = 32, Converters = [typeof(DriverOptionsJsonConverter)])]
[JsonSerializable(typeof(PluginResponse))]
[JsonSerializable(typeof(ActivateResponse))]
[JsonSerializable(typeof(CapabilitiesResponse))]
[JsonSerializable(typeof(NetworkRequest))]
[JsonSerializable(typeof(EndpointRequest))]
[JsonSerializable(typeof(AllocateNetworkRequest))]
[JsonSerializable(typeof(AllocateNetworkResponse))]
[JsonSerializable(typeof(GatewayCheckRequest))]
[JsonSerializable(typeof(GatewayCheckResponse))]
[JsonSerializable(typeof(CreateNetworkRequest))]
[JsonSerializable(typeof(CreateEndpointRequest))]
[JsonSerializable(typeof(CreateEndpointResponse))]
[JsonSerializable(typeof(EndpointInfoResponse))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinResponse))]
[JsonSerializable(typeof(DiscoveryRequest))]
[JsonSerializable(typeof(NodeMessage))]
[JsonSerializable(typeof(EncryptionKeysMessage))]
[JsonSerializable(typeof(EncryptionUpdateMessage))]
[JsonSerializable(typeof(ExternalConnectivityRequest))]
[JsonSerializable(typeof(IpamCapabilitiesResponse))]
[JsonSerializable(typeof(AddressSpacesResponse))]
[JsonSerializable(typeof(RequestPoolRequest))]
[JsonSerializable(typeof(RequestPoolResponse))]
[JsonSerializable(typeof(ReleasePoolRequest))]
[JsonSerializable(typeof(RequestAddressRequest))]
[JsonSerializable(typeof(RequestAddressResponse))]
[JsonSerializable(typeof(ReleaseAddressRequest))]
[JsonSerializable(typeof(DriverOptions))]
[JsonSerializable(typeof(List<TransportPort>))]
[JsonSerializable(typeof(List<PortBinding>))]
public sealed partial class PluginJson : JsonSerializerContext
{
    static PluginJson() => Default = new PluginJson(CreateOptions());

    // Text as Go reads it too: no need to escape what is not ASCII.
    private static JsonSerializerOptions CreateOptions() => new(s_defaultOptions) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
