using System.Text.Json;

namespace LibNetwork.Tests.Plugins;

/// <summary>A request as it came over the socket.</summary>
internal sealed record RawRequest(string Method, string Head, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
