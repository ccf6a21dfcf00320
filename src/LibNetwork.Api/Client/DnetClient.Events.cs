using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Watches what happens, until the daemon stops or the call is cancelled.</summary>
    /// <param name="since">What happened from then on comes first, as far as it is kept: seconds since 1970, RFC 3339, or how long ago, as
    /// <c>10m</c>. Default: null, what happens from now on.</param>
    /// <param name="until">When to end, in the same form. Default: null, never.</param>
    /// <param name="filters">Values by key: <c>container</c>, <c>endpoint</c>, <c>event</c>, <c>network</c>, <c>scope</c>, <c>type</c>. Null or empty
    /// fits all. (I-100)</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<EventResource> WatchEventsAsync(string? since = null, string? until = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? filters = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string[] query = [.. Parameter("since", since), .. Parameter("until", until), .. FilterQuery(filters)];
        using var request = new HttpRequestMessage(HttpMethod.Get, query.Length == 0 ? "events" : $"events?{string.Join('&', query)}");
        using var response = await OpenAsync(request, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return Parse(line);
            }
        }

        static string[] Parameter(string name, string? value) => value is null ? [] : [$"{name}={Uri.EscapeDataString(value)}"];
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw Refusal(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }
        }
        catch (HttpRequestException e)
        {
            throw new DnetException(status: null, Reason(e), e);
        }
    }

    // A daemon that is killed breaks the stream off; that is its end.
    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private EventResource Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ApiJson.Default.EventResource) ?? throw new JsonException("the event is null");
        }
        catch (JsonException e)
        {
            throw new DnetException(System.Net.HttpStatusCode.OK, $"an event of {Address} is not what was expected: {e.Message}", e);
        }
    }
}
