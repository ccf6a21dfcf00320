using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dnet.Tests.Conformance;

/// <summary>A request.</summary>
internal sealed record RawRequest(string Method, byte[] Body)
{
    internal bool TooLarge { get; init; }

    internal bool HasLength { get; init; }

    /// <summary>The body as JSON; null when it is none.</summary>
    internal JsonObject? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body, new JsonNodeOptions { PropertyNameCaseInsensitive = true }) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    internal string Text(string name) => Json?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
