using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;
using Microsoft.Win32.SafeHandles;

namespace LibNetwork.Plugins.Listening;

/// <summary><see cref="PluginListener.Systemd"/>.</summary>
/// <param name="environment">The value of a variable of the environment; null when it is not set.</param>
/// <param name="firstDescriptor">Where the sockets begin.</param>
internal sealed class SystemdListener(Func<string, string?> environment, int firstDescriptor) : PluginListener
{
    private const int FirstDescriptor = 3; // SD_LISTEN_FDS_START

    internal SystemdListener()
        : this(Environment.GetEnvironmentVariable, FirstDescriptor)
    {
    }

    internal override OpenListener Open(string pluginName)
    {
        var socket = Take(Find(pluginName));
        try
        {
            return new OpenListener(socket, AddressOf(socket.LocalEndPoint), () => { });
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private int Find(string pluginName)
    {
        if (Number("LISTEN_PID") != Environment.ProcessId || Number("LISTEN_FDS") is not (> 0 and var count))
        {
            throw Invalid("systemd handed over no socket: LISTEN_PID and LISTEN_FDS do not say so; start the plugin by its .socket unit");
        }

        if (count == 1)
        {
            return firstDescriptor;
        }

        var names = (environment("LISTEN_FDNAMES") ?? "").Split(':');
        var index = Array.FindIndex(names, name => name == pluginName || name == pluginName + ".socket");
        return index >= 0 && index < count
            ? firstDescriptor + index
            : throw Invalid($"systemd handed over {count} sockets and none is named {pluginName}; set FileDescriptorName={pluginName} in the .socket unit");
    }

    // A copy, so that systemd's own descriptor stays for another start in this process. It is never closed: while somebody else has the socket open,
    // the kernel goes on telling the runtime of it, and the runtime would take a new socket of the same number for the old one.
    private static Socket Take(int descriptor)
    {
        var copy = Libc.Duplicate(descriptor);
        if (copy < 0)
        {
            throw Invalid($"descriptor {descriptor}: systemd handed over nothing there");
        }

        try
        {
            var socket = new Socket(new SafeSocketHandle(copy, ownsHandle: false));
            if ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection)! != 0)
            {
                return socket;
            }
        }
        catch (SocketException)
        {
            // No socket at all.
        }

        new SafeFileHandle(copy, ownsHandle: true).Dispose();
        throw Invalid($"descriptor {descriptor}: not a socket that listens; set Accept=no in the .socket unit");
    }

    private static PluginAddress AddressOf(EndPoint? endPoint) => endPoint switch
    {
        UnixDomainSocketEndPoint => PluginAddress.Unix(endPoint.ToString()!),
        IPEndPoint when PluginAddress.TryParse($"tcp://{endPoint}", tls: null, out var address, out _) => address,
        _ => throw Invalid($"systemd handed over a socket of another kind than unix or TCP ({endPoint})"),
    };

    private int? Number(string variable) =>
        int.TryParse(environment(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);
}
