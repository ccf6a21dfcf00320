using System.Globalization;

namespace Dnet.Demo.Probes;

/// <summary>What came of a probe.</summary>
/// <param name="Outcome">Whether there was an answer.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Text">What was answered.</param>
internal sealed record ProbeResult(ProbeOutcome Outcome, TimeSpan Time, string Text)
{
    /// <summary>Reads the line that <see cref="ToString"/> writes; null when it is not one.</summary>
    internal static ProbeResult? Parse(string line)
    {
        string[] parts = line.Split(' ', 3);
        return parts.Length == 3
            && Enum.TryParse(parts[0], out ProbeOutcome outcome)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds)
            ? new ProbeResult(outcome, TimeSpan.FromMilliseconds(milliseconds), parts[2])
            : null;
    }

    /// <summary>One line, for the process that asked.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Outcome} {Time.TotalMilliseconds:0.000} {Text}");
}
