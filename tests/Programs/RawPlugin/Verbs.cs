using System.Text.Json.Nodes;

namespace RawPlugin;

/// <summary>Hands a call to whoever does it, writes it down, and misbehaves when a test says so.</summary>
/// <remarks>In the directory: <c>calls</c> is written, a line for each call; a file <c>hang-METHOD</c>, <c>die-METHOD</c>, <c>garbage-METHOD</c> or
/// <c>twice-METHOD</c> tells how the next call of that method is to be answered, after it was carried out, and is deleted then.</remarks>
internal sealed class Verbs(string directory, NetworkVerbs network, IpamVerbs ipam)
{
    private readonly Lock _writing = new();

    internal async Task<string> AnswerAsync(string method, string body)
    {
        lock (_writing)
        {
            File.AppendAllText(Path.Combine(directory, "calls"), $"{method} {body}\n");
        }

        string answer;
        try
        {
            var request = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
            answer = await RunAsync(method, request) is { } response ? HttpConnection.Response(response.ToJsonString())
                : HttpConnection.Response("404 page not found\n", 404);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            answer = HttpConnection.Response(new JsonObject { [method.StartsWith("IpamDriver", StringComparison.Ordinal) ? "Error" : "Err"] = e.Message }.ToJsonString());
        }

        return await MisbehaveAsync(method, answer);
    }

    private Task<JsonObject?> RunAsync(string method, JsonObject request) => method switch
    {
        "Plugin.Activate" => Task.FromResult<JsonObject?>(new JsonObject { ["Implements"] = new JsonArray("NetworkDriver", "IpamDriver") }),
        _ when method.StartsWith("NetworkDriver.", StringComparison.Ordinal) => network.RunAsync(method[14..], request),
        _ when method.StartsWith("IpamDriver.", StringComparison.Ordinal) => Task.FromResult(ipam.Run(method[11..], request)),
        _ => Task.FromResult<JsonObject?>(null),
    };

    private async Task<string> MisbehaveAsync(string method, string answer)
    {
        if (IsTold("hang", method))
        {
            await Task.Delay(Timeout.Infinite);
        }

        if (IsTold("die", method))
        {
            Environment.Exit(1);
        }

        return IsTold("garbage", method) ? HttpConnection.Response("{\"Err") : IsTold("twice", method) ? answer + answer : answer;
    }

    private bool IsTold(string what, string method)
    {
        var file = Path.Combine(directory, $"{what}-{method}");
        var told = File.Exists(file);
        if (told)
        {
            File.Delete(file);
        }

        return told;
    }
}
