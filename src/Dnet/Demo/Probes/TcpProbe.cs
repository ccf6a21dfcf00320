using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dnet.Demo.Probes;

/// <summary>A TCP connection and the line that the other side greets with.</summary>
internal static class TcpProbe
{
    /// <summary>Connects and reads the greeting.</summary>
    internal static async Task<ProbeResult> RunAsync(IPAddress address, int port, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        long started = Stopwatch.GetTimestamp();
        ProbeResult Ended(ProbeOutcome outcome, string text = "") => new(outcome, Stopwatch.GetElapsedTime(started), text);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), deadline.Token);
            using var reader = new StreamReader(new NetworkStream(socket));
            return Ended(ProbeOutcome.Reached, await reader.ReadLineAsync(deadline.Token) ?? "");
        }
        catch (OperationCanceledException)
        {
            return Ended(ProbeOutcome.Silence);
        }
        catch (SocketException e)
        {
            return Ended(e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset ? ProbeOutcome.Refused : ProbeOutcome.NoRoute, e.Message);
        }
    }
}
