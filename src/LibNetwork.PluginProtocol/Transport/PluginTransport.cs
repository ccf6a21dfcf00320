using System.Net.Sockets;
using System.Runtime.InteropServices;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.PluginProtocol.Transport;

/// <summary>HTTP to one plugin: a POST a call, connections kept and shared. Knows nothing of messages, retries or state.</summary>
/// <remarks>Any number of calls at once, from any thread.</remarks>
public sealed class PluginTransport : IDisposable
{
    /// <summary>The largest body that is read: 8 MiB. A larger one is a failure.</summary>
    public const int LargestBody = 8 << 20;

    // Every daemon says something here; nobody reads it (B-003).
    private static readonly Uri s_socketUri = new("http://plugin.moby.localhost");

    private readonly HttpMessageInvoker _http;
    private readonly Uri _base;
    private int _listener;

    /// <summary>Makes the transport; nothing is sent yet.</summary>
    /// <param name="address">The plugin.</param>
    /// <exception cref="DriverApi.NetworkException"><see cref="DriverApi.ErrorKind.InvalidParameter"/>: a file of the TLS settings cannot be read.</exception>
    public PluginTransport(PluginAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Address = address;
        _base = address.Uri ?? s_socketUri;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10), // B-038
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), // B-038
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        if (address.SocketPath is { } path)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(path, cancellationToken);
        }

        if (address.Tls is { } tls)
        {
            handler.SslOptions = TlsClient.Options(address.Uri!.IdnHost, tls);
        }

        _http = new HttpMessageInvoker(handler);
    }

    /// <summary>Where it leads.</summary>
    public PluginAddress Address { get; }

    /// <summary>Makes one call.</summary>
    /// <param name="method">A <see cref="PluginMethod"/>.</param>
    /// <param name="body">The body; empty for a method without arguments (B-006).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="HttpRequestException">No answer came, or not all of it; or the body was too large. With a
    /// <see cref="PluginReplacedException"/> inside: the plugin was restarted since the first call, and this one was not sent.</exception>
    public async ValueTask<PluginAnswer> PostAsync(string method, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, "/" + method)) { Content = new ReadOnlyMemoryContent(body) };

        // And no Content-Type, which Docker does not send either.
        request.Headers.TryAddWithoutValidation("Accept", PluginMethod.RequestMediaType); // B-002

        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentLength > LargestBody)
        {
            throw TooLarge();
        }

        return new PluginAnswer((int)response.StatusCode, await ReadAsync(response.Content, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var body = new byte[content.Headers.ContentLength ?? 1024];
            var length = 0;
            while (true)
            {
                if (length == body.Length)
                {
                    Array.Resize(ref body, length + Math.Max(1024, length));
                }

                var read = await stream.ReadAsync(body.AsMemory(length), cancellationToken);
                length += read;
                if (length > LargestBody)
                {
                    throw TooLarge();
                }

                if (read == 0 || length == content.Headers.ContentLength)
                {
                    return body.AsMemory(0, length);
                }
            }
        }
        catch (IOException e)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"the answer broke off: {e.Message}", e);
        }
    }

    private static HttpRequestException TooLarge() =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"the answer is larger than {LargestBody} bytes");

    private async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            var listener = ListenerOf(socket);
            if (Interlocked.CompareExchange(ref _listener, listener, 0) is var known && known != 0 && known != listener)
            {
                throw new PluginReplacedException();
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The process that began to listen (unix(7), SO_PEERCRED); with socket activation that is systemd, whoever answers.</summary>
    private static int ListenerOf(Socket socket)
    {
        const int socketLevel = 1, peerCredentials = 17; // SOL_SOCKET, SO_PEERCRED: asm-generic/socket.h
        Span<byte> credentials = stackalloc byte[12]; // struct ucred: pid, uid, gid
        return socket.GetRawSocketOption(socketLevel, peerCredentials, credentials) == credentials.Length
            ? MemoryMarshal.Read<int>(credentials) : 0;
    }
}
