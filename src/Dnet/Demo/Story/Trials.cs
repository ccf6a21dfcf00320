using System.Globalization;
using Dnet.Demo.Drawing;
using Dnet.Demo.Probes;

namespace Dnet.Demo.Story;

/// <summary>Sends packets and holds what came of them against what should.</summary>
internal sealed class Trials(Narrator narrator, ProbeRunner probes)
{
    /// <summary>An answer that must come is waited for as long as the busiest machine may take.</summary>
    private static readonly TimeSpan ForAnAnswer = TimeSpan.FromSeconds(5);

    /// <summary>One that must not come is waited for as long as it would take on a machine that is not busy.</summary>
    private static readonly TimeSpan ForSilence = TimeSpan.FromMilliseconds(500);

    /// <summary>The echo must come back.</summary>
    internal async Task PingReachesAsync(string from, string to, string address, string reason, CancellationToken cancellationToken) =>
        Judge(from, to, $"ping {address}", await probes.PingAsync(from, address, ForAnAnswer, cancellationToken), shouldReach: true, reason);

    /// <summary>No echo may come back.</summary>
    internal async Task PingFailsAsync(string from, string to, string address, string reason, CancellationToken cancellationToken) =>
        Judge(from, to, $"ping {address}", await probes.PingAsync(from, address, ForSilence, cancellationToken), shouldReach: false, reason);

    /// <summary>The connection must succeed, and the right sandbox must answer.</summary>
    internal async Task TcpReachesAsync(string from, string to, string address, string reason, CancellationToken cancellationToken)
    {
        ProbeResult result = await probes.ConnectAsync(from, address, Cast.Port, ForAnAnswer, cancellationToken);
        Judge(from, to, Tcp(address), result, shouldReach: true, reason, rightAnswer: result.Text == $"hello from {to}");
    }

    /// <summary>The connection must not succeed.</summary>
    internal async Task TcpFailsAsync(string from, string to, string address, string reason, CancellationToken cancellationToken) =>
        Judge(from, to, Tcp(address), await probes.ConnectAsync(from, address, Cast.Port, ForSilence, cancellationToken), shouldReach: false, reason);

    private static string Tcp(string address) =>
        address.Contains(':', StringComparison.Ordinal) ? $"tcp [{address}]:{Cast.Port}" : $"tcp {address}:{Cast.Port}";

    private void Judge(string from, string to, string how, ProbeResult result, bool shouldReach, string reason, bool rightAnswer = true)
    {
        bool reached = result.Outcome == ProbeOutcome.Reached;
        narrator.Check($"{from} {narrator.Glyphs.Arrow} {to}  {how}", Describe(result), reached == shouldReach && (!reached || rightAnswer), reason);
    }

    private static string Describe(ProbeResult result) => result.Outcome switch
    {
        ProbeOutcome.Reached when result.Text.Length > 0 => $"\"{result.Text}\"",
        ProbeOutcome.Reached => $"answer after {result.Time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture)} ms",
        ProbeOutcome.Silence => "no answer",
        ProbeOutcome.Refused => "refused",
        _ => "no way there",
    };
}
