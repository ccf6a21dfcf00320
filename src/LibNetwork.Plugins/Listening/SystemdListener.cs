using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.Plugins.Listening;

/// <summary><see cref="PluginListener.Systemd"/>.</summary>
internal sealed class SystemdListener : PluginListener
{
    private const int FirstDescriptor = 3; // SD_LISTEN_FDS_START

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

    private static int Find(string pluginName)
    {
        if (Number("LISTEN_PID") != Environment.ProcessId || Number("LISTEN_FDS") is not (> 0 and var count))
        {
            throw Invalid("systemd handed over no socket: LISTEN_PID and LISTEN_FDS do not say so; start the plugin by its .socket unit");
        }

        if (count == 1)
        {
            return FirstDescriptor;
        }

        var names = (Environment.GetEnvironmentVariable("LISTEN_FDNAMES") ?? "").Split(':');
        var index = Array.FindIndex(names, name => name == pluginName || name == pluginName + ".socket");
        return index >= 0 && index < count
            ? FirstDescriptor + index
            : throw Invalid($"systemd handed over {count} sockets and none is named {pluginName}; set FileDescriptorName={pluginName} in the .socket unit");
    }

    // A copy: systemd's own descriptor stays as it is, for another start in this process.
    private static Socket Take(int descriptor)
    {
        var copy = Libc.Duplicate(descriptor);
        if (copy < 0)
        {
            throw Invalid($"descriptor {descriptor}: systemd handed over nothing there");
        }

        var handle = new SafeSocketHandle(copy, ownsHandle: true);
        try
        {
            return new Socket(handle);
        }
        catch (SocketException e)
        {
            handle.Dispose();
            throw Invalid($"descriptor {descriptor}: not a socket that listens ({e.Message.ToLowerInvariant()})");
        }
    }

    private static PluginAddress AddressOf(EndPoint? endPoint) => endPoint switch
    {
        UnixDomainSocketEndPoint => PluginAddress.Unix(endPoint.ToString()!),
        IPEndPoint when PluginAddress.TryParse($"tcp://{endPoint}", tls: null, out var address, out _) => address,
        _ => throw Invalid($"systemd handed over a socket of another kind than unix or TCP ({endPoint})"),
    };

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);
}
