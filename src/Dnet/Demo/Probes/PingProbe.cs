using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;

namespace Dnet.Demo.Probes;

/// <summary>An echo request, IPv4 or IPv6.</summary>
internal static class PingProbe
{
    /// <summary>Sends one and waits for the echo.</summary>
    internal static async Task<ProbeResult> RunAsync(IPAddress address, TimeSpan patience)
    {
        using var ping = new Ping();
        long started = Stopwatch.GetTimestamp();
        try
        {
            PingReply reply = await ping.SendPingAsync(address, patience);
            if (reply.Status == IPStatus.Success)
            {
                // The first one had to find the neighbour; the second shows what a packet takes.
                started = Stopwatch.GetTimestamp();
                reply = await ping.SendPingAsync(address, patience);
            }

            ProbeOutcome outcome = reply.Status switch
            {
                IPStatus.Success => ProbeOutcome.Reached,
                IPStatus.TimedOut => ProbeOutcome.Silence,
                IPStatus.DestinationProhibited or IPStatus.DestinationPortUnreachable => ProbeOutcome.Refused,
                _ => ProbeOutcome.NoRoute,
            };
            return new ProbeResult(outcome, Stopwatch.GetElapsedTime(started), "");
        }
        catch (PingException e)
        {
            return new ProbeResult(ProbeOutcome.NoRoute, Stopwatch.GetElapsedTime(started), (e.InnerException ?? e).Message);
        }
    }
}
