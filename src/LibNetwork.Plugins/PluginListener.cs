using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Plugins.Listening;

namespace LibNetwork.Plugins;

/// <summary>Where a plugin listens: a unix socket, TCP, or a socket that systemd made.</summary>
public abstract class PluginListener
{
    private protected PluginListener()
    {
    }

    /// <summary>A unix socket of mode 0660; its directory is made when it is not there, with mode 0755 (B-093).</summary>
    /// <param name="path">Absolute path of the socket. Default: <c>/run/docker/plugins/NAME.sock</c>.</param>
    /// <param name="groupId">The group that owns it. Default: the process's own.</param>
    /// <remarks>The socket of a process that is gone is taken over; one that somebody listens on is left alone, and the start fails with
    /// <see cref="ErrorKind.Conflict"/>. Stopping removes the socket.</remarks>
    public static PluginListener UnixSocket(string? path = null, uint? groupId = null) => new UnixListener(path, groupId);

    /// <summary>TCP, with a file in the directory of specifications that tells Docker where: <c>NAME.spec</c>, with TLS <c>NAME.json</c> (B-094).</summary>
    /// <param name="endPoint">Where to listen; port 0 takes a free one.</param>
    /// <param name="specDirectory">Absolute path of that directory; it is made when it is not there.</param>
    /// <param name="tls">Certificates; null for no TLS: then whoever reaches the port rules the driver.</param>
    /// <param name="hostName">The host that the file names. Default: the address of <paramref name="endPoint"/>, or the loopback address when that
    /// is the wildcard. With TLS the certificate must be for it.</param>
    /// <remarks>Stopping removes the file, unless it has come to say something else meanwhile.</remarks>
    public static PluginListener Tcp(
        IPEndPoint endPoint, string specDirectory = "/etc/docker/plugins", PluginServerTls? tls = null, string? hostName = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ArgumentNullException.ThrowIfNull(specDirectory);
        return new TcpListener(endPoint, specDirectory, tls, hostName);
    }

    /// <summary>A socket that systemd made and handed over (<c>LISTEN_PID</c>, <c>LISTEN_FDS</c>, <c>LISTEN_FDNAMES</c>).</summary>
    /// <remarks>The only one, or among several the one whose name is the plugin's, with or without <c>.socket</c>. It is systemd's: stopping leaves
    /// it where it is, and connections wait there for the next start.</remarks>
    public static PluginListener Systemd() => new SystemdListener();

    /// <summary>Opens the socket: from now on clients can connect, and wait.</summary>
    /// <exception cref="NetworkException">It cannot be had; the text says why, and what to do.</exception>
    internal abstract OpenListener Open(string pluginName);
}
