using System.Text.Json;
using System.Text.Json.Serialization;

namespace LibNetwork.PluginProtocol.Addressing;

/// <summary>The JSON of plugin files; people write them.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(PluginFileContent))]
internal sealed partial class PluginFileJson : JsonSerializerContext;
