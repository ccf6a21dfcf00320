using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Plugins.Listening;

namespace Dnetd.Hosting;

/// <summary>The sockets that the daemon listens on. Disposing removes the files of those that are unix sockets.</summary>
internal sealed class ListenSockets : IDisposable
{
    private readonly ConcurrentBag<UnixListenSocket> _files = [];

    /// <summary>Looks whether a path can be listened on.</summary>
    /// <exception cref="DaemonException">Somebody listens there, or something else than a socket is there.</exception>
    internal static void EnsureFree(string path) => Explained(() =>
    {
        UnixListenSocket.EnsureFree(path);
        return true;
    });

    /// <summary>Binds a socket; a stale one at its path is taken over.</summary>
    /// <exception cref="DaemonException">As <see cref="EnsureFree"/>.</exception>
    internal Socket Bind(EndPoint endPoint)
    {
        if (endPoint is UnixDomainSocketEndPoint)
        {
            var file = Explained(() => UnixListenSocket.Listen(endPoint.ToString()!));
            _files.Add(file);
            return file.Socket;
        }

        var tcp = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        tcp.Bind(endPoint);
        return tcp;
    }

    /// <summary>Removes the files, so that nobody finds the way here any more; who waits is still served.</summary>
    public void Dispose()
    {
        while (_files.TryTake(out var file))
        {
            file.Remove();
        }
    }

    private static T Explained<T>(Func<T> listen)
    {
        try
        {
            return listen();
        }
        catch (NetworkException e)
        {
            throw new DaemonException($"host {e.Message}");
        }
    }
}
