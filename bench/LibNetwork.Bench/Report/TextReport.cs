using System.Globalization;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Report;

/// <summary>The result as tables for people.</summary>
internal static class TextReport
{
    internal static void Write(Result result, TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine($"{"case",-10} {"measured",-52} {"n",6} {"median",12} {"p99",12} {"ratio",8}");
        foreach (Measurement row in result.Measurements)
        {
            string p99 = row.P99 is { } value ? Number(value, row.Unit) : "";
            string ratio = row.Ratio is { } times ? times.ToString(times < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + " x" : "";
            writer.WriteLine($"{row.Case,-10} {row.Name,-52} {row.Count,6} {Number(row.Median, row.Unit),12} {p99,12} {ratio,8}");
        }

        if (result.Verdicts.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine($"{"number to reach",-72} {"limit",10} {"here",10}");
            foreach (Verdict verdict in result.Verdicts)
            {
                string limit = (verdict.AtLeast ? ">= " : "<= ") + Plain(verdict.Limit);
                writer.WriteLine($"{verdict.Target,-72} {limit,10} {Plain(verdict.Actual),10}  {(verdict.Met ? "reached" : "MISSED")}");
            }
        }

        foreach (string note in result.Notes)
        {
            writer.WriteLine($"note: {note}");
        }
    }

    private static string Number(double value, string unit) => unit switch
    {
        "us" when value < 100 => value.ToString("0.0", CultureInfo.InvariantCulture) + " us",
        "us" when value < 10_000 => value.ToString("0", CultureInfo.InvariantCulture) + " us",
        "us" => (value / 1000).ToString("0.0", CultureInfo.InvariantCulture) + " ms",
        "/s" when value < 100_000 => value.ToString("0", CultureInfo.InvariantCulture) + " /s",
        "/s" => (value / 1_000_000).ToString("0.00", CultureInfo.InvariantCulture) + " M/s",
        _ => value.ToString("0.0", CultureInfo.InvariantCulture) + " " + unit,
    };

    private static string Plain(double value) => value.ToString(value < 10 ? "0.00" : "0.#", CultureInfo.InvariantCulture);
}
