using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Report;

internal sealed record ReportDocument(
    string Kernel,
    int Processors,
    int Count,
    int Growth,
    IReadOnlyList<Measurement> Measurements,
    IReadOnlyList<Verdict> Targets,
    IReadOnlyList<string> Notes);
