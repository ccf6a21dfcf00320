using System.Net;
using System.Net.Sockets;

namespace Dnetd.Hosting;

/// <summary>Takes the sockets that the daemon listens on.</summary>
internal static class ListenSocket
{
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite; // 0660

    /// <summary>Looks whether a path can be listened on.</summary>
    /// <exception cref="DaemonException">Somebody listens there, or something else than a socket is there.</exception>
    internal static void EnsureFree(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
        {
            throw new DaemonException($"host unix://{path}: there is no directory {directory}; create it first");
        }

        if (!File.Exists(path) && !Directory.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            return;
        }
        catch (SocketException e)
        {
            throw new DaemonException($"host unix://{path}: {path} is not a socket that can be taken over ({e.Message.ToLowerInvariant()}); remove it first");
        }

        throw new DaemonException($"host unix://{path}: another process listens there; stop it, or give this daemon another --host");
    }

    /// <summary>Binds a socket; a stale one at its path is taken over. Nobody can connect before its mode is set: it does not listen yet.</summary>
    internal static Socket Bind(EndPoint endPoint)
    {
        if (endPoint is not UnixDomainSocketEndPoint)
        {
            var tcp = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            tcp.Bind(endPoint);
            return tcp;
        }

        var path = endPoint.ToString()!;
        EnsureFree(path);
        File.Delete(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(endPoint);
        File.SetUnixFileMode(path, OwnerAndGroup);
        return socket;
    }

    // Connecting is refused by a stale socket and by a file alike; but a socket cannot be opened.
    private static bool IsSocket(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (IOException)
        {
            return !Directory.Exists(path);
        }
    }
}
