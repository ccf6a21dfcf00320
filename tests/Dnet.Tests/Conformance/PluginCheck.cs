using System.Text.Json;

namespace Dnet.Tests.Conformance;

/// <summary>Runs <c>dnet plugin check</c> and reads its JSON.</summary>
internal static class PluginCheck
{
    internal static async Task<PluginCheckResult> RunAsync(string plugin, params string[] arguments)
    {
        var result = await Cli.RunAloneAsync(["plugin", "check", "--format", "json", .. arguments, plugin]);
        var rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => new PluginCheckRow(row.GetProperty("Check").GetString()!, row.GetProperty("Result").GetString()!, row.GetProperty("Detail").GetString()!));
        return new PluginCheckResult(result.ExitCode, [.. rows], result.Error);
    }
}

internal sealed record PluginCheckResult(int ExitCode, IReadOnlyList<PluginCheckRow> Rows, string Error)
{
    internal IEnumerable<PluginCheckRow> Not(string result) => Rows.Where(row => row.Result != result);

    internal IEnumerable<string> Names(string result) => Rows.Where(row => row.Result == result).Select(row => row.Check);

    internal string Detail(string check) => Rows.Single(row => row.Check == check).Detail;
}

internal sealed record PluginCheckRow(string Check, string Result, string Detail);
