using System.Net.Sockets;
using LibNetwork.PluginProtocol.Addressing;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LibNetwork.Plugins.Listening;

/// <summary>A place that is listened on.</summary>
/// <param name="Socket">It listens already.</param>
/// <param name="Address">Where clients reach it.</param>
/// <param name="Withdraw">Removes what leads clients here; called before the socket is closed, once.</param>
internal sealed record OpenListener(Socket Socket, PluginAddress Address, Action Withdraw)
{
    /// <summary>How TLS is done; null without.</summary>
    internal HttpsConnectionAdapterOptions? Https { get; init; }
}
