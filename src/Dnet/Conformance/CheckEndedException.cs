namespace Dnet.Conformance;

/// <summary>A check has come to its end otherwise than by passing; the message is the line that tells why.</summary>
internal sealed class CheckEndedException(Verdict verdict, string line) : Exception(line)
{
    internal Verdict Verdict { get; } = verdict;

    /// <summary>Whether no answer came at all, so that the plugin may be gone.</summary>
    internal bool IsSilence { get; init; }

    internal static CheckEndedException NotTried(string line) => new(Verdict.NotTried, line);
}
