using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>JSON of every type of this API: Docker's member names, absent members left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NetworkCreateRequest))]
[JsonSerializable(typeof(NetworkConnectRequest))]
[JsonSerializable(typeof(NetworkDisconnectRequest))]
[JsonSerializable(typeof(NetworkPruneResponse))]
[JsonSerializable(typeof(NetworkResource))]
[JsonSerializable(typeof(IReadOnlyList<NetworkResource>))]
[JsonSerializable(typeof(EndpointCreateRequest))]
[JsonSerializable(typeof(EndpointJoinRequest))]
[JsonSerializable(typeof(EndpointLeaveRequest))]
[JsonSerializable(typeof(EndpointResource))]
[JsonSerializable(typeof(IReadOnlyList<EndpointResource>))]
[JsonSerializable(typeof(SandboxCreateRequest))]
[JsonSerializable(typeof(SandboxKeyRequest))]
[JsonSerializable(typeof(SandboxRefreshRequest))]
[JsonSerializable(typeof(SandboxStatistics))]
[JsonSerializable(typeof(SandboxResource))]
[JsonSerializable(typeof(IReadOnlyList<SandboxResource>))]
[JsonSerializable(typeof(IReadOnlyList<PluginResource>))]
[JsonSerializable(typeof(IReadOnlyList<NodeResource>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>))]
[JsonSerializable(typeof(EventResource))]
[JsonSerializable(typeof(CreateResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(VersionResponse))]
[JsonSerializable(typeof(InfoResponse))]
[JsonSerializable(typeof(IReadOnlyList<FindingResource>))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>For writing: quotes and letters of every script as they are, so that people can read what goes over the wire.</summary>
    public static ApiJson Readable { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
