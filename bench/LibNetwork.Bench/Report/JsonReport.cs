using System.Text.Json;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Report;

/// <summary>The result as JSON for machines. Ratios are what to keep: absolute times mean little on a shared machine.</summary>
internal static class JsonReport
{
    internal static void Write(Result result, BenchOptions options, Stream stream)
    {
        var document = new ReportDocument(
            Environment.OSVersion.Version.ToString(),
            Environment.ProcessorCount,
            options.Count,
            options.Growth,
            result.Measurements,
            result.Verdicts,
            result.Notes);
        JsonSerializer.Serialize(stream, document, ReportJsonContext.Default.ReportDocument);
    }
}
