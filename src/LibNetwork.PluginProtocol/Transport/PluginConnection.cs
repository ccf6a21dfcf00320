using System.Net.Security;
using System.Net.Sockets;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.PluginProtocol.Transport;

/// <summary>A bare connection to a plugin, for a caller that writes HTTP himself: one who tries what a plugin makes of bad requests.</summary>
public static class PluginConnection
{
    /// <summary>Connects: to the unix socket, or by TCP, with TLS where the address says so.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The two do not agree on TLS.</exception>
    /// <exception cref="DriverApi.NetworkException"><see cref="DriverApi.ErrorKind.InvalidParameter"/>: a file of the TLS settings cannot be read.</exception>
    public static async ValueTask<Stream> OpenAsync(PluginAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var stream = await ConnectAsync(address, cancellationToken);
        if (address.Tls is not { } tls)
        {
            return stream;
        }

        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(TlsClient.Options(address.Uri!.IdnHost, tls), cancellationToken);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private static async ValueTask<NetworkStream> ConnectAsync(PluginAddress address, CancellationToken cancellationToken)
    {
        var socket = address.SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await (address.SocketPath is { } path
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken)
                : socket.ConnectAsync(address.Uri!.IdnHost, address.Uri.Port, cancellationToken));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
