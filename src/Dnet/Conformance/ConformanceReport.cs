namespace Dnet.Conformance;

/// <summary>What a run comes to.</summary>
internal static class ConformanceReport
{
    private static readonly (Verdict Verdict, string Text)[] s_counted =
        [(Verdict.Pass, "passed"), (Verdict.Warn, "with a warning"), (Verdict.Fail, "failed"), (Verdict.NotTried, "not tried")];

    private const int Named = 3;

    /// <summary>A failure ends with 1, and so does a run in which nothing could be tried at all.</summary>
    internal static int ExitCodeOf(IReadOnlyList<CheckResult> results) =>
        results.Any(result => result.Verdict == Verdict.Fail) || results.All(result => result.Verdict == Verdict.NotTried) ? ExitCode.Failure : ExitCode.Success;

    /// <summary>Writes why, for all that did not pass, failures last, and how many there are of each.</summary>
    internal static void WriteDetails(IReadOnlyList<CheckResult> results, TextWriter output)
    {
        foreach (var verdict in new[] { Verdict.NotTried, Verdict.Warn, Verdict.Fail })
        {
            var told = results.Where(result => result.Verdict == verdict && result.Detail.Length > 0).ToList();
            if (told.Count > 0)
            {
                output.WriteLine();
            }

            foreach (var alike in told.GroupBy(result => result.Detail, StringComparer.Ordinal))
            {
                var names = string.Join(", ", alike.Take(Named).Select(result => result.Check.Name));
                output.WriteLine($"{VerdictText.Of(verdict)}: {names}{(alike.Count() > Named ? $" and {alike.Count() - Named} more" : "")}: {alike.Key}");
            }
        }

        output.WriteLine();
        output.WriteLine(string.Join(", ", s_counted.Select(counted => $"{results.Count(result => result.Verdict == counted.Verdict)} {counted.Text}")));
    }
}
