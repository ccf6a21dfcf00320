using System.Text.Json;

namespace Docker.IntegrationTests.Raw;

/// <summary>A call as it came: <c>NetworkDriver.Join</c>, and the text of the body.</summary>
internal sealed record RawCall(string Method, string Body)
{
    /// <summary>The body's JSON.</summary>
    internal JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    /// <summary>A text in the body, by the names that lead there.</summary>
    internal string Text(params ReadOnlySpan<string> path)
    {
        var json = Json;
        foreach (var name in path)
        {
            json = json.GetProperty(name);
        }

        return json.GetString()!;
    }
}
