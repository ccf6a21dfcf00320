namespace Dnet.Conformance;

/// <summary>A check and what came of it.</summary>
/// <param name="Check">The check.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Detail">Unless it passed: what was sent, what was expected, what came, or why it was not tried; one line.</param>
internal sealed record CheckResult(Check Check, Verdict Verdict, string Detail = "");
