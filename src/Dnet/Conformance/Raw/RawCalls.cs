using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using LibNetwork.PluginProtocol.Transport;

namespace Dnet.Conformance.Raw;

/// <summary>HTTP by hand: what no well-behaved client sends.</summary>
internal sealed class RawCalls(Trial trial)
{
    /// <summary>The head of a POST.</summary>
    /// <param name="method">The method.</param>
    /// <param name="length">The length of the body; null leaves the header out.</param>
    /// <param name="host">The Host header; null leaves it empty.</param>
    internal static byte[] Head(string method, int? length, string? host = "plugin.moby.localhost")
    {
        var head = new StringBuilder().Append($"POST /{method} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        if (length is { } bytes)
        {
            head.Append($"Content-Length: {bytes}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>Connects.</summary>
    /// <param name="sent">What is going to be sent, for the line that tells a failure.</param>
    internal async Task<RawConnection> OpenAsync(string sent)
    {
        try
        {
            return new RawConnection(
                await PluginConnection.OpenAsync(trial.Plugin.Address, trial.Cancellation), sent, trial.Plugin.Timeout, trial.Plugin.Clock);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            throw Calls.PluginCaller.Silent(sent, $"the plugin took no connection: {WireText.Of(e.Message)}");
        }
    }

    /// <summary>Sends a whole request and reads the answer.</summary>
    internal async Task<Exchange> CallAsync(string method, byte[] head, byte[] body, string sent)
    {
        await using var connection = await OpenAsync(sent);
        await connection.TryWriteAsync((byte[])[.. head, .. body], trial.Cancellation);
        return await AnswerAsync(connection, method, sent);
    }

    /// <summary>Reads the answer of a connection.</summary>
    /// <exception cref="CheckEndedException">None came.</exception>
    internal async Task<Exchange> AnswerAsync(RawConnection connection, string method, string sent) =>
        await connection.ReadAsync(trial.Cancellation) is { } answer
            ? new Exchange(method, sent, answer)
            : throw Calls.PluginCaller.Silent(sent, "none came: the plugin closed the connection");
}
