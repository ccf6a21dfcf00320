namespace Dnet.Conformance;

/// <summary>Verdicts as people read them.</summary>
internal static class VerdictText
{
    internal static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Warn => "warn",
        Verdict.Fail => "fail",
        _ => "not tried",
    };
}
