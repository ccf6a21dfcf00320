using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.Plugins.Listening;

/// <summary><see cref="PluginListener.UnixSocket"/>.</summary>
internal sealed class UnixListener(string? path, uint? groupId) : PluginListener
{
    internal override OpenListener Open(string pluginName)
    {
        var place = path ?? Path.Combine(new PluginDirectories().Sockets[0], pluginName + ".sock");
        if (!Path.IsPathFullyQualified(place))
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"socket {place}: the path must be absolute");
        }

        UnixListenSocket.CreateDirectory(place);
        var socket = UnixListenSocket.Listen(place, groupId);
        return new OpenListener(socket.Socket, PluginAddress.Unix(place), socket.Remove);
    }
}
