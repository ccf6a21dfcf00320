namespace LibNetwork.Bench.Suite;

/// <summary>Everything one run found out.</summary>
internal sealed class Result
{
    private readonly List<Measurement> _measurements = [];
    private readonly List<Verdict> _verdicts = [];
    private readonly List<string> _notes = [];

    internal IReadOnlyList<Measurement> Measurements => _measurements;

    internal IReadOnlyList<Verdict> Verdicts => _verdicts;

    /// <summary>What could not be measured, and why.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    /// <summary>Medians of attaching and of peers, by name, for the cases that compare with them.</summary>
    internal Dictionary<string, double> Medians { get; } = new(StringComparer.Ordinal);

    internal void Add(string caseName, string name, Sample sample, double? comparedWith = null)
    {
        Medians[name] = sample.Median;
        _measurements.Add(new Measurement(caseName, name, "us", sample.Count, sample.Median, sample.P99, sample.Median / comparedWith));
    }

    internal void Add(string caseName, string name, string unit, double value, int count = 1, double? p99 = null, double? comparedWith = null)
    {
        Medians[name] = value;
        _measurements.Add(new Measurement(caseName, name, unit, count, value, p99, value / comparedWith));
    }

    internal void AtMost(string target, double limit, double actual) => _verdicts.Add(new Verdict(target, limit, false, actual));

    internal void AtLeast(string target, double limit, double actual) => _verdicts.Add(new Verdict(target, limit, true, actual));

    internal void Note(string text) => _notes.Add(text);
}
