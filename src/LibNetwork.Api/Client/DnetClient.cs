using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LibNetwork.Api;

/// <summary>A typed client of the daemon. Its members may be called from any thread.</summary>
/// <remarks>Objects are named by name, id or the start of an id. Every member throws <see cref="DnetException"/> with the daemon's status
/// and message, or without a status when the daemon could not be reached.</remarks>
public sealed partial class DnetClient : IDisposable
{
    private const int MaxErrorText = 400;

    private readonly HttpClient _http;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    public DnetClient(DaemonAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Address = address;
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        if (address.SocketPath is not null)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(address.SocketPath, cancellationToken);
        }

        _http = new HttpClient(handler)
        {
            BaseAddress = address.SocketPath is not null
                ? new Uri("http://dnet/")
                : new UriBuilder(Uri.UriSchemeHttp, address.HostName, address.Port).Uri,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Where the daemon listens.</summary>
    public DaemonAddress Address { get; }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A dot segment would be folded away before it is sent, and an empty one would address the collection.
    private static string Segment(string kind, string nameOrId) => nameOrId is "" or "." or ".."
        ? throw new DnetException(HttpStatusCode.BadRequest, $"invalid name: {kind} \"{nameOrId}\" is not a name or an id")
        : Uri.EscapeDataString(nameOrId);

    // At most one item.
    private static string[] FilterQuery(IReadOnlyDictionary<string, IReadOnlyList<string>>? filters) => filters is not { Count: > 0 } ? []
        : ["filters=" + Uri.EscapeDataString(JsonSerializer.Serialize(filters, ApiJson.Default.IReadOnlyDictionaryStringIReadOnlyListString))];

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, content: null, answer, cancellationToken);

    private Task<T> PostAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, Content(body, bodyType), answer, cancellationToken);

    private async Task PostAsync<TBody>(string path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancellationToken) =>
        _ = await SendAsync(HttpMethod.Post, path, Content(body, bodyType), cancellationToken);

    private async Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        _ = await SendAsync(HttpMethod.Delete, path, content: null, cancellationToken);

    private static ByteArrayContent Content<T>(T body, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(body, type))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(method, path, content, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, answer) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException e)
        {
            throw new DnetException(status, $"the answer of {Address} to {method} /{path} is not what was expected: {e.Message}", e);
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? (response.StatusCode, body) : throw Refusal(response, body);
        }
        catch (HttpRequestException e)
        {
            throw new DnetException(status: null, Reason(e), e);
        }
    }

    private static DnetException Refusal(HttpResponseMessage response, byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, ApiJson.Default.ErrorResponse) is { } error)
            {
                return new DnetException(response.StatusCode, error.Message);
            }
        }
        catch (JsonException)
        {
            // Something else than a daemon of ours answers there.
        }

        var text = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxErrorText))).Trim();
        return new DnetException(response.StatusCode, $"HTTP status {(int)response.StatusCode}: {(text.Length == 0 ? response.ReasonPhrase : text)}");
    }

    private static string Reason(HttpRequestException e) => e.InnerException is SocketException socket
        ? socket.SocketErrorCode switch
        {
            SocketError.AddressNotAvailable => "there is no such socket",
            SocketError.ConnectionRefused => "nothing listens there",
            SocketError.AccessDenied => "permission denied",
            _ => socket.Message,
        }
        : (e.InnerException ?? e).Message;
}
