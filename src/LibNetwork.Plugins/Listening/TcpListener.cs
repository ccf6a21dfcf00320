using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.Plugins.Listening;

/// <summary><see cref="PluginListener.Tcp"/>.</summary>
internal sealed class TcpListener(IPEndPoint endPoint, string specDirectory, PluginServerTls? tls, string? hostName) : PluginListener
{
    private const int Waiting = 512;

    internal override OpenListener Open(string pluginName)
    {
        if (!Path.IsPathFullyQualified(specDirectory))
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"directory {specDirectory}: the path must be absolute");
        }

        var https = tls is null ? null : TlsServer.Options(tls);
        var socket = Listen();
        try
        {
            var address = AddressOf((IPEndPoint)socket.LocalEndPoint!);
            var file = Path.Combine(specDirectory, pluginName + (tls is null ? ".spec" : ".json"));
            PluginFile.Write(file, address);
            return new OpenListener(socket, address, () => Withdraw(file, address)) { Https = https };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Withdraw(string file, PluginAddress address)
    {
        try
        {
            if (address.Equals(PluginFile.Read(file)))
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is NetworkException or IOException or UnauthorizedAccessException)
        {
            // It is not ours any more, or not to be had: whoever put it there sees to it.
        }
    }

    private Socket Listen()
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen(Waiting);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new NetworkException(e.SocketErrorCode == SocketError.AddressAlreadyInUse ? ErrorKind.Conflict : ErrorKind.InvalidParameter,
                $"tcp://{endPoint}: {e.Message.ToLowerInvariant()}; choose another address or port", e);
        }
    }

    private PluginAddress AddressOf(IPEndPoint bound)
    {
        var host = bound.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : bound.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : bound.Address;
        var authority = hostName is null ? new IPEndPoint(host, bound.Port).ToString() : $"{hostName}:{bound.Port}";
        var clientTls = tls is null ? null : new PluginTls { CAFile = tls.CAFile, CertFile = tls.ClientCertFile, KeyFile = tls.ClientKeyFile };
        return PluginAddress.TryParse($"{(tls is null ? "tcp" : "https")}://{authority}", clientTls, out var address, out var error)
            ? address
            : throw new NetworkException(ErrorKind.InvalidParameter, $"host name {hostName}: {error}");
    }
}
